namespace Mlops.Sdk.Numerics;

/// <summary>Correlations of two samples; pairs with a NaN are skipped (pairwise complete). NaN when a side is constant or there are fewer than two complete pairs.</summary>
public static class Correlation
{
    /// <summary>Pearson's linear correlation; with a 0/1 variable on one side it is the point-biserial correlation, on both sides phi.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers, as many.</param>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var moments = new CoMoments();
        moments.Add(x, y);
        return moments.Correlation;
    }

    /// <summary>Spearman's rank correlation: Pearson's of the average ranks among the complete pairs. O(n log n).</summary>
    /// <param name="x">The first numbers; infinities take part as the least and the greatest.</param>
    /// <param name="y">The second numbers, as many.</param>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Spearman(RankedSample.Of(x), RankedSample.Of(y));

    /// <summary>Spearman's rank correlation of samples that are sorted already. O(n).</summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample, as long.</param>
    public static double Spearman(RankedSample x, RankedSample y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return RankCorrelation.Spearman(x, y);
    }

    /// <summary>Kendall's tau-b, which corrects for ties on either side, among the complete pairs. O(n log n) (Knight 1966).</summary>
    /// <param name="x">The first numbers; infinities take part as the least and the greatest.</param>
    /// <param name="y">The second numbers, as many.</param>
    public static double Kendall(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Kendall(RankedSample.Of(x), RankedSample.Of(y));

    /// <summary>Kendall's tau-b of samples that are sorted already. O(n log n), O(n) when the different numbers are few.</summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample, as long.</param>
    public static double Kendall(RankedSample x, RankedSample y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return RankCorrelation.Kendall(x, y);
    }
}
