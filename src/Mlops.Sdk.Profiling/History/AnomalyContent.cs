using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The pages of a history: what is not usual, each such metric as a line in the band of what was usual, then all metrics.</summary>
internal static class AnomalyContent
{
    private const int MostAnomalies = 200, MostCharts = 24, MostSeries = 500, SparkPeriods = 30;

    public static ReportContent Build(AnomalyReport report)
    {
        MetricAnomaly[] anomalies = [.. report.Anomalies];
        var builder = new ReportBuilder(report.Title, report.Key.Length == 0 ? null : report.Key);
        int judged = report.Periods.Count(period => period >= report.From);
        builder.Lead(
            ("Periods", report.Periods.Length == 0 ? "none" : FormattableString.Invariant($"{report.Periods.Length:N0}, {AnomalyFindings.Day(report.Periods[0])} to {AnomalyFindings.Day(report.Periods[^1])}")),
            ("Judged", judged == 1 ? AnomalyFindings.Day(report.From) : FormattableString.Invariant($"{judged:N0} periods")),
            ("Metrics", FormattableString.Invariant($"{report.Judged.Length:N0}")),
            ("Anomalies", FormattableString.Invariant($"{anomalies.Length:N0}{(anomalies.Length == 0 ? "" : FormattableString.Invariant($" in {anomalies.Select(one => (one.Metric, one.Column)).Distinct().Count():N0} metrics"))}")));
        if (anomalies.Length > 0) AddAnomalies(builder, anomalies);
        SeriesJudgement[] drawn = [.. report.Judged.Where(one => anomalies.Any(anomaly => IsOf(anomaly, one))).OrderByDescending(one => anomalies.Where(anomaly => IsOf(anomaly, one)).Max(Distance)).Take(MostCharts)];
        if (drawn.Length > 0)
        {
            builder.DetailSection("The metrics over time");
            for (int i = 0; i < drawn.Length; i += 2) builder.Row([.. drawn.Skip(i).Take(2).Select(one => new ReportFigure(HistoryCharts.Draw(one)))]);
        }

        AddSeries(builder, report);
        return builder.Build();
    }

    private static bool IsOf(MetricAnomaly anomaly, SeriesJudgement one) => ReferenceEquals(anomaly.Rule, one.Rule) && anomaly.Metric == one.Series.Metric && anomaly.Column == one.Series.Column;

    /// <summary>How many times the width of what is usual a value lies outside of it.</summary>
    private static double Distance(MetricAnomaly anomaly)
    {
        double beyond = Math.Max(anomaly.Low - anomaly.Value, anomaly.Value - anomaly.High), width = anomaly.High - anomaly.Low;
        return width > 0 && double.IsFinite(width) ? beyond / width : double.MaxValue;
    }

    private static void AddAnomalies(ReportBuilder builder, MetricAnomaly[] anomalies) => builder.Section("Anomalies").Table(
        [ReportColumn.Text("period"), ReportColumn.Text("metric"), ReportColumn.Text("column"), ReportColumn.Number("value"), ReportColumn.Number("usual from"), ReportColumn.Number("expected"), ReportColumn.Number("to"), ReportColumn.Text("rule")],
        anomalies.OrderByDescending(one => one.Period).ThenByDescending(Distance).Take(MostAnomalies).Select(one =>
        {
            ReportNumberFormat format = AnomalyFindings.FormatOf(one.Metric);
            return (IReadOnlyList<ReportCell>)[AnomalyFindings.Day(one.Period), one.Metric, one.Column is null ? ReportCell.Empty : ColumnWords.Short(one.Column), ReportCell.Of(one.Value, format), Finite(one.Low, format), Finite(one.Expected, format), Finite(one.High, format), one.Rule.Statement];
        }),
        note: anomalies.Length > MostAnomalies ? FormattableString.Invariant($"The last {MostAnomalies:N0} of {anomalies.Length:N0}; the JSON form has all.") : null);

    private static void AddSeries(ReportBuilder builder, AnomalyReport report)
    {
        if (report.Judged.Length == 0) return;
        builder.DetailSection("All metrics").Table(
            [ReportColumn.Text("metric"), ReportColumn.Text("column"), ReportColumn.Text(FormattableString.Invariant($"last {SparkPeriods} periods")), ReportColumn.Number("periods"), ReportColumn.Number("last"), ReportColumn.Number("usual from"), ReportColumn.Number("to"), ReportColumn.Text("verdict")],
            report.Judged.OrderByDescending(one => one.IsAnomalous.Length > 0 && one.IsAnomalous[^1]).ThenBy(one => one.Series.Column is not null).Take(MostSeries).Select(one =>
            {
                ReportNumberFormat format = AnomalyFindings.FormatOf(one.Series.Metric);
                double[] last = [.. one.Series.Values.TakeLast(SparkPeriods)];
                double low = last.Min(), high = last.Max();
                UsualRange? usual = one.Usual[^1];
                return (IReadOnlyList<ReportCell>)
                [
                    one.Series.Metric, one.Series.Column is null ? ReportCell.Empty : ColumnWords.Short(one.Series.Column), ReportCell.Bars(last.Select(value => high > low ? 0.1 + (0.9 * ((value / (high - low)) - (low / (high - low)))) : 0.5)),
                    one.Series.Values.Length, ReportCell.Of(one.Series.Values[^1], format), usual is { } range ? Finite(range.Low, format) : ReportCell.Empty, usual is { } same ? Finite(same.High, format) : ReportCell.Empty,
                    one.IsAnomalous[^1] ? "anomalous" : usual is null ? "too few periods" : "usual",
                ];
            }),
            note: report.Judged.Length > MostSeries ? FormattableString.Invariant($"{MostSeries:N0} of {report.Judged.Length:N0}; history.Metrics(name) has every one.") : null);
    }

    private static ReportCell Finite(double value, ReportNumberFormat format) => double.IsFinite(value) ? ReportCell.Of(value, format) : ReportCell.Empty;
}
