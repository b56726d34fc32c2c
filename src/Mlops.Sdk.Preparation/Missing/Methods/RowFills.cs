using System.Globalization;

namespace Mlops.Sdk;

/// <summary>A method whose answers differ from row to row; mean or mode where it has none.</summary>
internal abstract record RowFill : ImputeMethod
{
    internal sealed override bool IsForNumbers => true;

    internal sealed override bool IsForLevels => true;

    internal sealed override string? Level => null;

    internal override string ValueName(bool isNumber) => isNumber ? Mean.Name : Mode.Name;

    internal override double Number(Span<double> finite, Span<double> weights) => Mean.Number(finite, weights);
}

internal sealed record DrawFill : RowFill
{
    internal override string Name => "random draw";

    internal override string ValueName(bool isNumber) => isNumber ? Median.Name : Mode.Name;

    internal override double Number(Span<double> finite, Span<double> weights) => Median.Number(finite, weights);
}

internal sealed record NearestFill(int Neighbors, bool ByDistance, bool Scale, int Donors) : RowFill
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    public int Donors { get; init; } = Valid.AtLeast(Donors, 1, nameof(Donors));

    internal override string Name => "nearest rows";

    internal override IEnumerable<string> Problems()
    {
        if (Neighbors < 1) yield return string.Create(CultureInfo.InvariantCulture, $"Neighbors is {Neighbors} and must be at least 1.");
        if (Donors < 1) yield return string.Create(CultureInfo.InvariantCulture, $"Donors is {Donors} and must be at least 1.");
    }
}

internal sealed record ChainedFill(ChainModel Model, int Rounds) : RowFill
{
    public ChainModel Model { get; init; } = Valid.Defined(Model, nameof(Model));

    public int Rounds { get; init; } = Valid.Within(Rounds, 1, 100, nameof(Rounds));

    internal override string Name => "chained models";

    internal override IEnumerable<string> Problems()
    {
        if (Rounds is < 1 or > 100) yield return string.Create(CultureInfo.InvariantCulture, $"Rounds is {Rounds} and must lie between 1 and 100.");
    }
}
