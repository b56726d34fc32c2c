using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Segments by ranges of a number.</summary>
internal sealed record RangeSegments(string Column, ValueList<double> Cuts, int Count) : SegmentBy([Column])
{
    internal override bool IsOrdered => true;

    internal override SegmentBy Bind(Schema schema, Dataset? first)
    {
        Require(schema, Column, field => field.IsNumeric, "ranges are of numbers.");
        if (Cuts.Count > 0 || first is null) return this;
        double[] cuts = [.. Binning.QuantileCuts(first[Column].ToNumbers().Span, Count).Where(double.IsFinite).Distinct().Order()];
        return this with { Cuts = new(cuts.Length > 0 ? cuts : [0]) };
    }

    internal override SegmentKey[] KeysOf(Dataset rows)
    {
        double[] cuts = [.. Cuts];
        string[] names = [.. Enumerable.Range(0, cuts.Length + 1).Select(NameOf)];
        ReadOnlySpan<double> numbers = rows[Column].ToNumbers().Span;
        var keys = new SegmentKey[numbers.Length];
        for (int row = 0; row < keys.Length; row++)
        {
            if (double.IsNaN(numbers[row])) keys[row] = new SegmentKey(double.PositiveInfinity, null, "");
            else if (Array.BinarySearch(cuts, numbers[row]) is var at && (at < 0 ? ~at : at) is var bin) keys[row] = new SegmentKey(bin, names[bin], "");
        }

        return keys;
    }

    internal override bool Makes(SegmentKey key) => key.Second is { Length: 0 }
        && (key.First is null ? double.IsPositiveInfinity(key.Order) : key.Order >= 0 && key.Order <= Cuts.Count && key.Order == Math.Floor(key.Order) && Cuts.Count > 0 && key.First == NameOf((int)key.Order));

    private string NameOf(int bin) =>
        bin == 0 ? $"up to {ReportNumber.Format(Cuts[0])}" : bin == Cuts.Count ? $"above {ReportNumber.Format(Cuts[^1])}" : $"{ReportNumber.Format(Cuts[bin - 1])} to {ReportNumber.Format(Cuts[bin])}";
}
