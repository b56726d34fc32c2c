using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The metrics that a history takes from a profile.</summary>
public static class ProfileMetrics
{
    private const double LeastShift = 0.1;

    // The relative standard error of the median absolute deviation of normal numbers, times the root of their count (Hampel 1974).
    private const double MedianNoise = 1.17;

    /// <summary>Every metric, by name.</summary>
    public static ImmutableArray<MetricKind> All { get; } =
    [
        new("column.distinct", "different values", MetricScale.Size, 0.05),
        new("column.infinite_share", "share of infinite numbers", MetricScale.Share, 0),
        new("column.mad", "median absolute deviation", MetricScale.Size, 0.05, IsJudged: false),
        new("column.max", "greatest number", MetricScale.Amount, LeastShift, IsJudged: false),
        new("column.mean", "mean", MetricScale.Amount, LeastShift),
        new("column.median", "median", MetricScale.Amount, LeastShift),
        new("column.min", "least number", MetricScale.Amount, LeastShift, IsJudged: false),
        new("column.missing_share", "share of missing rows", MetricScale.Share, 0.005),
        new("column.q05", "number below which 5 % lie", MetricScale.Amount, LeastShift),
        new("column.q95", "number below which 95 % lie", MetricScale.Amount, LeastShift),
        new("column.std", "standard deviation", MetricScale.Size, 0.05),
        new("column.sum", "sum", MetricScale.Amount, LeastShift, IsJudged: false),
        new("column.text_length", "mean length of texts", MetricScale.Size, 0.05),
        new("column.top_share", "share of the most frequent value", MetricScale.Share, 0.01),
        new("column.type_share", "share of texts that fit their type", MetricScale.Share, 0.01),
        new("column.zero_share", "share of zeros", MetricScale.Share, 0.01),
        new("table.columns", "columns", MetricScale.Size, 0),
        new("table.findings", "findings of severity warning and error", MetricScale.Amount, 0, IsJudged: false),
        new("table.missing_share", "share of missing cells", MetricScale.Share, 0.005),
        new("table.repeated_share", "share of repeated rows", MetricScale.Share, 0.01),
        new("table.rows", "rows", MetricScale.Size, 0.1),
    ];

    /// <summary>What is known of a metric; null for a name of someone's own.</summary>
    /// <param name="name">The name.</param>
    public static MetricKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The metrics of a profile, those of <see cref="ProfileOptions.Metrics"/> among them by their names. What may not be shown, or is not defined, is left out.</summary>
    /// <param name="report">The profile.</param>
    public static ImmutableArray<ProfileMetric> Of(ProfileReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        long cells = report.Columns.Sum(column => column.Rows), missing = report.Columns.Sum(column => column.Missing);
        var metrics = new List<ProfileMetric> { new("table.rows", null, report.RowCount), new("table.columns", null, report.Columns.Length), new("table.findings", null, report.Findings.Count(finding => finding.Severity > Severity.Info)) };
        if (cells > 0) metrics.Add(new("table.missing_share", null, (double)missing / cells));
        if (report.Duplicates is { } duplicates && report.RowCount > 0) metrics.Add(Share("table.repeated_share", null, duplicates.Rows.RepeatedShare, report.RowCount));
        metrics.AddRange(report.Columns.SelectMany(column => column.Metrics.Where(metric => metric.Value is { } value && double.IsFinite(value)).Select(metric => new ProfileMetric(metric.Name, column.Name, metric.Value!.Value))));
        foreach (ColumnProfile column in report.Columns.Where(column => column.Rows > 0)) metrics.AddRange(Of(column).Where(metric => double.IsFinite(metric.Value)));
        return [.. metrics];
    }

    private static IEnumerable<ProfileMetric> Of(ColumnProfile column)
    {
        string name = column.Name;
        yield return Share("column.missing_share", name, column.MissingShare, column.Rows);
        if (column.Present == 0) yield break;
        yield return new("column.distinct", name, column.Distinct, Math.Max(1 / Math.Sqrt(column.Distinct), column.DistinctBound / column.Distinct / 3));
        if (column.Type is not ColumnType.Timestamp && column.Mode() is var (_, _, share)) yield return Share("column.top_share", name, share, column.Present);
        if (column.Text is { Values: > 0 } text && text.Type != SemanticType.Text) yield return Share("column.type_share", name, text.TypeShare, text.Values);
        if (column.Summary.TextLengths is { Count: > 0 } lengths) yield return new("column.text_length", name, lengths.Mean, lengths.Mean > 0 ? Error(lengths.StandardDeviation, lengths.Count) / lengths.Mean : 0);
        if (!column.HasNumbers || column.Type == ColumnType.Flag) yield break;
        double spread = column.StandardDeviation is > 0 and var known ? known : 0;
        long count = column.Summary.Numbers.Count;
        if (column.Mean is { } mean) yield return new("column.mean", name, mean, Error(spread, count));
        if (spread > 0) yield return new("column.std", name, spread, Error(Math.Sqrt((Math.Max(0, double.IsFinite(column.Kurtosis ?? 0) ? column.Kurtosis!.Value : 0) + 2) / 4), count));

        if (column.Sum is { } sum) yield return new("column.sum", name, sum, spread * Math.Sqrt(count));
        if (column.MedianAbsoluteDeviation is { } deviation) yield return new("column.mad", name, deviation, deviation > 0 ? Math.Max(MedianNoise / Math.Sqrt(count), column.MedianAbsoluteDeviationBound / deviation / 3) : 0);

        // The standard error of a quantile of normal numbers is that of the mean times 1.25 in the middle and 2.11 at 5 %.
        foreach ((string metric, double? value, double factor) in ((string, double?, double)[])
            [("column.min", column.Min, 0), ("column.max", column.Max, 0), ("column.median", column.Quantile(0.5), 1.25), ("column.q05", column.Quantile(0.05), 2.11), ("column.q95", column.Quantile(0.95), 2.11)])
            if (value is { } number) yield return new(metric, name, number, factor * Error(spread, count));
        yield return Share("column.zero_share", name, column.ZeroShare(), column.Present);
        if (column.Type == ColumnType.Number) yield return Share("column.infinite_share", name, (double)column.Infinite / column.Present, column.Present);
    }

    private static ProfileMetric Share(string metric, string? column, double share, long rows) => new(metric, column, share, 0.5 / Math.Sqrt(rows));

    private static double Error(double spread, long count) => count > 0 && double.IsFinite(spread) ? spread / Math.Sqrt(count) : 0;
}
