using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Puts an evaluation into sections.</summary>
internal static class EvaluationContent
{
    public static ReportContent Build(EvaluationResult result)
    {
        string rows = ReportNumber.Format(result.Data.Count, ReportNumberFormat.Integer);
        var report = new ReportBuilder($"Evaluation of {result.Label}", $"{result.Task} on {rows} rows{(result.LeftOut > 0 ? $", {ReportNumber.Format(result.LeftOut, ReportNumberFormat.Integer)} left out" : "")}{(result.Data.Weights.Length > 0 ? ", weighted" : "")}");
        Metrics(report, result);
        if (result.Confusion is not null) ClassificationContent.AddTo(report, result);
        else if (result.Task == TaskKind.Regression && result.Data.Count > 0) RegressionContent.AddTo(report, result);
        if (!result.Segments.IsEmpty || result.SmallSegments > 0) Segments(report.Section("Segments"), result);
        report.Section("What the metrics mean").Table(
            [ReportColumn.Text("Metric"), ReportColumn.Text("Better"), ReportColumn.Text("Definition")],
            result.Values.Select(value => (IReadOnlyList<ReportCell>)[value.Metric.Name, value.Metric.Direction == MetricDirection.HigherIsBetter ? "higher" : "lower", value.Metric.Definition]));
        return report.Build();
    }

    private static void Metrics(ReportBuilder report, EvaluationResult result)
    {
        bool intervals = result.Values.Any(value => value.Lower is not null);
        report.Section("Metrics").Table(
            [ReportColumn.Text("Metric"), ReportColumn.Number("Value"), .. intervals ? (ReportColumn[])[ReportColumn.Number("From"), ReportColumn.Number("To")] : [], ReportColumn.Text("Remark")],
            result.Values.Select(value => (IReadOnlyList<ReportCell>)
            [
                value.Metric.Title, value.Value, .. intervals ? (ReportCell[])[value.Lower, value.Upper] : [],
                value.Reason ?? (value.Metric.Direction == MetricDirection.HigherIsBetter ? "higher is better" : "lower is better"),
            ]),
            note: intervals ? $"{ReportNumber.Percent(result.Options.Confidence)} intervals from {result.Options.Bootstrap} resamples of the rows within each class (percentiles around the value, seed {result.Seed}){(result.Values.Any(value => AucIntervals.Covers(result.Data, value.Metric, result.Options)) ? "; those of AUC and Gini by DeLong" : "")}. They tell the chance of these rows, not of another training." : null);
    }

    private static void Segments(ReportBuilder report, EvaluationResult result)
    {
        string small = result.SmallSegments > 0 ? $" {ReportNumber.Format(result.SmallSegments)} with fewer than {ReportNumber.Format(result.Options.MinimumSegmentRows)} rows are left out." : "";
        if (result.Segments.IsEmpty)
        {
            report.Text($"No segment has rows enough.{small}");
            return;
        }

        Metric[] metrics = [.. result.Segments[0].Values.Select(value => value.Metric)];
        report.Table(
            [ReportColumn.Text("Rows where"), ReportColumn.Number("Rows"), .. metrics.Select((metric, index) => ReportColumn.Number(metric.Title)).SelectMany((column, index) => index == 0 ? [column, ReportColumn.Number("From"), ReportColumn.Number("To")] : new[] { column }), ReportColumn.Text("")],
            result.Segments.Select(one => (IReadOnlyList<ReportCell>)
                [one.Segment, one.RowCount, .. one.Values.SelectMany((value, index) => index == 0 ? [value.Value, value.Lower, value.Upper] : new ReportCell[] { value.Value }), one.IsWorse ? "worse" : one.Values[0].Reason ?? ""]),
            "By segment", $"'worse' where it is more than chance over all segments (Bonferroni).{(metrics[0] == Metric.Auc ? " What a column itself tells is left out of the AUC within its values, so that of a strong feature's is lower." : "")}{small} Pairs of columns: FindWorstSlices.");
    }
}
