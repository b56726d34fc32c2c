using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How what a model test measured is spread over rows or calls, as counts in bins of equal width.</summary>
/// <param name="What">What was measured, with its unit.</param>
/// <param name="Counted">What the counts count: rows or calls.</param>
/// <param name="Edges">The edges of the bins, ascending, one more than there are counts.</param>
/// <param name="Counts">How many rows or calls fell into each.</param>
/// <param name="Limit">Where the limit of one row or call lies; null where the limit is not one of rows or calls.</param>
public sealed record ModelTestSpread(string What, string Counted, ValueList<double> Edges, ValueList<long> Counts, double? Limit)
{
    private const int Bins = 30;

    /// <summary>Counts values, over their range and the limit where it is near; null where they do not differ.</summary>
    internal static ModelTestSpread? Of(string what, string counted, double[] values, double? limit)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0) return null;
        double low = finite.Min(), high = finite.Max(), room = high - low;
        if (!(room > 0)) return null;
        if (limit is { } at && at >= low - room && at <= high + room) (low, high) = (Math.Min(low, at), Math.Max(high, at));
        Histogram histogram = Histogram.WithEdges(low, high, Bins);
        histogram.Add(finite);
        return new ModelTestSpread(what, counted, [.. histogram.Edges], [.. histogram.Counts], limit);
    }
}
