namespace Mlops.Sdk.Numerics;

/// <summary>Counts of numbers in bins of equal width, closed on the left, the last also on the right, with NumPy's edges and rounding.</summary>
/// <remarks>NaN, infinite values and numbers outside the edges are not counted.</remarks>
public sealed class Histogram
{
    /// <summary>The most bins that a rule chooses, unless told otherwise.</summary>
    public const int DefaultMaxBins = 256;

    private readonly double[] _edges;
    private readonly long[] _counts;

    private Histogram(double[] edges)
    {
        _edges = edges;
        _counts = new long[edges.Length - 1];
    }

    /// <summary>The edges of the bins, ascending, one more than there are bins.</summary>
    public IReadOnlyList<double> Edges => _edges;

    /// <summary>How many numbers fell into each bin.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>How many numbers were counted.</summary>
    public long Total => _counts.Sum();

    /// <summary>The histogram over the finite range of the sample; a constant gets half a unit on either side, and so does an empty sample about zero.</summary>
    /// <param name="values">The sample.</param>
    /// <param name="rule">How many bins.</param>
    /// <param name="maxBins">The most bins.</param>
    public static Histogram Of(ReadOnlySpan<double> values, HistogramRule rule = HistogramRule.Auto, int maxBins = DefaultMaxBins) =>
        Of(values, BinCount(values, rule, maxBins));

    /// <summary>The histogram over the finite range of the sample with a given number of bins.</summary>
    /// <param name="values">The sample.</param>
    /// <param name="bins">The number of bins, at least 1.</param>
    public static Histogram Of(ReadOnlySpan<double> values, int bins)
    {
        (double low, double high) = FiniteRange(values);
        Histogram histogram = WithEdges(low, high, bins);
        histogram.Add(values);
        return histogram;
    }

    /// <summary>An empty histogram between two edges.</summary>
    /// <param name="low">The first edge, finite.</param>
    /// <param name="high">The last edge, finite; when equal to the first, both move by a half.</param>
    /// <param name="bins">The number of bins, at least 1.</param>
    public static Histogram WithEdges(double low, double high, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (!double.IsFinite(low) || !double.IsFinite(high) || high < low)
            throw new ArgumentOutOfRangeException(nameof(high), high, $"The edges must be finite and ascending; the first is {low}.");
        if (low == high)
        {
            // Half a unit vanishes beside a large number.
            double half = Math.Max(0.5, Math.Abs(low) * 1e-9);
            (low, high) = (Math.Max(-double.MaxValue, low - half), Math.Min(double.MaxValue, high + half));
        }

        double[] edges = new double[bins + 1];
        double step = double.IsFinite(high - low) ? (high - low) / bins : high / bins - low / bins;
        for (int i = 0; i < bins; i++)
            edges[i] = low + i * step;
        edges[bins] = high;
        return new Histogram(edges);
    }

    /// <summary>How many bins a rule gives for a sample.</summary>
    /// <param name="values">The sample; what is not finite is skipped.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="maxBins">The most bins.</param>
    public static int BinCount(ReadOnlySpan<double> values, HistogramRule rule, int maxBins = DefaultMaxBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBins, 1);
        double[] finite = [.. values.ToArray().Where(double.IsFinite)];
        (double low, double high) = FiniteRange(finite);
        if (finite.Length == 0 || low == high)
            return 1;
        int sturges = (int)Math.Ceiling(Math.Log2(finite.Length)) + 1;
        double width = 2 * Quantiles.InterquartileRange(finite) / Math.Cbrt(finite.Length);
        double wanted = width > 0 ? Math.Ceiling((high - low) / width) : sturges;
        int freedman = (int)Math.Clamp(wanted, 1, maxBins);
        return rule switch
        {
            HistogramRule.Auto => Math.Min(maxBins, Math.Max(sturges, freedman)),
            HistogramRule.Sturges => Math.Min(maxBins, sturges),
            HistogramRule.FreedmanDiaconis => freedman,
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule."),
        };
    }

    /// <summary>Counts numbers.</summary>
    /// <param name="values">The numbers.</param>
    public void Add(ReadOnlySpan<double> values)
    {
        double low = _edges[0], high = _edges[^1], scale = _counts.Length / (high - low);
        foreach (double value in values)
        {
            if (!(value >= low && value <= high))
                continue;
            int bin = Math.Min(_counts.Length - 1, (int)((value - low) * scale));

            // The product may round across an edge, and of an immense or minute range it says nothing; the edges decide.
            while (value < _edges[bin])
                bin--;
            while (bin < _counts.Length - 1 && value >= _edges[bin + 1])
                bin++;
            _counts[bin]++;
        }
    }

    /// <summary>Adds the counts of a histogram with the same edges; that one does not change.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(Histogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!_edges.AsSpan().SequenceEqual(other._edges))
            throw new ArgumentException("Histograms with the same edges can be merged.", nameof(other));
        for (int i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
    }

    private static (double Low, double High) FiniteRange(ReadOnlySpan<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return low <= high ? (low, high) : (0, 0);
    }
}
