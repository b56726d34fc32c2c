using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What both reports on detected outliers show.</summary>
internal static class DetectionContent
{
    public static void Add(ReportBuilder report, DetectorState state)
    {
        report.Facts(("Method", state.Method), ("Threshold", state.Threshold), ("Cutoff", state.Cutoff), ("Rows", state.Rows), ("Rows held out", state.HeldOut), ("Columns", state.Columns.Length), ("Rows flagged", state.Flagged));
        report.Section("Rows farthest out").Table(
            [ReportColumn.Text("Row"), ReportColumn.Number("Score"), ReportColumn.Text("Why")],
            state.Top.Select(top => (IReadOnlyList<ReportCell>)[ReportNumber.Format(top.Row), top.Score, string.Join(" ", top.Reasons)]));
        report.Section("Thresholds").Table(
            [ReportColumn.Text("Threshold"), ReportColumn.Number("Score"), ReportColumn.Number("Rows flagged"), ReportColumn.Number("Share", ReportNumberFormat.Percent)],
            state.Thresholds.Select(line => (IReadOnlyList<ReportCell>)[line.Name, line.Cutoff, line.Flagged, (double)line.Flagged / Math.Max(1, state.Rows)]));
        if (state.Edges.Length > 0) report.DetailSection("Scores").Chart(new HistogramChart("Scores of the training rows", state.Edges, state.Counts));
    }
}
