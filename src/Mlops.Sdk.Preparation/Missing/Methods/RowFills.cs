using System.Globalization;

namespace Mlops.Sdk;

internal sealed record DrawFill : ImputeMethod
{
    internal override string Name => "random draw";

    internal override bool IsForNumbers => true;

    internal override bool IsForLevels => true;

    internal override string? Level => null;

    internal override double Number(Span<double> finite, Span<double> weights) => Median.Number(finite, weights);
}

internal sealed record NearestFill(int Neighbors, bool ByDistance, bool Scale, int Donors) : ImputeMethod
{
    internal override string Name => "nearest rows";

    internal override bool IsForNumbers => true;

    internal override bool IsForLevels => true;

    internal override string? Level => null;

    internal override double Number(Span<double> finite, Span<double> weights) => Mean.Number(finite, weights);

    internal override IEnumerable<string> Problems()
    {
        if (Neighbors < 1) yield return string.Create(CultureInfo.InvariantCulture, $"Neighbors is {Neighbors} and must be at least 1.");
        if (Donors < 1) yield return string.Create(CultureInfo.InvariantCulture, $"Donors is {Donors} and must be at least 1.");
    }
}

internal sealed record ChainedFill(ChainModel Model, int Rounds) : ImputeMethod
{
    internal override string Name => "chained models";

    internal override bool IsForNumbers => true;

    internal override bool IsForLevels => true;

    internal override string? Level => null;

    internal override double Number(Span<double> finite, Span<double> weights) => Mean.Number(finite, weights);

    internal override IEnumerable<string> Problems()
    {
        if (Rounds is < 1 or > 100) yield return string.Create(CultureInfo.InvariantCulture, $"Rounds is {Rounds} and must lie between 1 and 100.");
    }
}
