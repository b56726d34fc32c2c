namespace Mlops.Sdk.Numerics;

/// <summary>Numbers as codes of bins, for tables of categories.</summary>
public static class IntervalBins
{
    private const double LeastNormal = 2.2250738585072014e-308;

    /// <summary>Bins of equal width between the least and the greatest finite number, each open below and closed above, as phi_k takes them.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="bins">How many bins, at least 1.</param>
    /// <returns>A code from 0 for every number; -1 where it is not finite. One bin for a constant.</returns>
    /// <remarks>The first bin begins a little below the least number, by 1e-14 of it, as in the program of the authors of phi_k: that decides on which side of an edge whole numbers fall.</remarks>
    public static int[] EqualWidth(ReadOnlySpan<double> values, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        low = Math.Max(double.MinValue, low - Math.Max(1e-14 * Math.Abs(low), LeastNormal));
        bool wide = !double.IsFinite(high - low);
        double step = wide ? (high / bins) - (low / bins) : (high - low) / bins;
        var edges = new double[bins + 1];
        for (int edge = 0; edge < bins; edge++) edges[edge] = wide ? low + (edge / (double)bins * high) - (edge / (double)bins * low) : (edge * step) + low;
        edges[bins] = high;
        var codes = new int[values.Length];
        for (int row = 0; row < codes.Length; row++) codes[row] = double.IsFinite(values[row]) ? CodeOf(values[row], edges, step) : -1;
        return codes;
    }

    /// <summary>Bins that hold about equal shares of the numbers (see <see cref="Binning.QuantileCuts(ReadOnlySpan{double}, int)"/>).</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="bins">The number of bins wanted, at least 2.</param>
    /// <returns>A code from 0 for every number, infinities in the outer bins; -1 for NaN.</returns>
    public static int[] EqualShare(ReadOnlySpan<double> values, int bins = 10)
    {
        double[] cuts = Binning.QuantileCuts(values, bins);
        var codes = new int[values.Length];
        for (int row = 0; row < codes.Length; row++) codes[row] = Binning.BinOf(values[row], cuts);
        return codes;
    }

    // The quotient may be off by one bin at an edge; the edges decide.
    private static int CodeOf(double value, double[] edges, double step)
    {
        int last = edges.Length - 2, code = step > 0 ? (int)Math.Clamp((value / step) - (edges[0] / step), 0, last) : 0;
        while (code > 0 && value <= edges[code]) code--;
        while (code < last && value > edges[code + 1]) code++;
        return code;
    }
}
