namespace Mlops.Sdk;

/// <summary>The charts of one column.</summary>
internal static class ColumnCharts
{
    private const double Whisker = 1.5;

    /// <summary>Bins of equal width over numbers or moments, and how many rows fall into each; null without a spread.</summary>
    public static (double[] Edges, double[] Counts)? Histogram(ColumnProfile column) => column.Type == ColumnType.Timestamp ? OfMoments(column) : column.Histogram();

    public static HistogramChart? Draw(ColumnProfile column) => Histogram(column) is var (edges, counts)
        ? new HistogramChart("", edges, counts)
        {
            XFormat = column.Type == ColumnType.Timestamp ? ReportNumberFormat.Moment : ReportNumberFormat.General,
            Box = Box(column),
        }
        : null;

    /// <summary>Whiskers end at the last values within 1.5 interquartile ranges of the quartiles, or at the extremes.</summary>
    private static BoxGroup? Box(ColumnProfile column)
    {
        double Quantile(double probability) => column.Quantile(probability) ?? (column.Earliest is null ? double.NaN : column.Summary.Quantile(probability));
        double lower = Quantile(0.25), median = Quantile(0.5), upper = Quantile(0.75), least = Quantile(0), greatest = Quantile(1);
        double reach = Whisker * (upper - lower);
        return double.IsFinite(reach) && double.IsFinite(least) && double.IsFinite(greatest)
            ? new BoxGroup("", Math.Max(least, lower - reach), lower, median, upper, Math.Min(greatest, upper + reach))
            : null;
    }

    private static (double[], double[])? OfMoments(ColumnProfile column)
    {
        if (column.Earliest is not { } earliest || column.Latest is not { } latest || latest <= earliest) return null;
        double low = earliest.Ticks, high = latest.Ticks;
        int bins = column.Options.HistogramBins;
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => i == bins ? high : low + ((high - low) * i / bins))];
        var counts = new double[bins];
        double below = 0;
        for (int i = 0; i < bins; i++)
        {
            double rank = column.Summary.Rank(i == bins - 1 ? high : Math.BitDecrement(edges[i + 1]));
            counts[i] = Math.Max(0, Math.Round((rank - below) * column.Present));
            below = rank;
        }

        return (edges, counts);
    }
}
