using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The table and the boxes that both outlier reports show.</summary>
internal static class OutlierContent
{
    public static double ShareOf(FencedColumn column) => column.Values == 0 ? 0 : ((double)column.Below + column.Above) / column.Values;

    public static void Add(ReportBuilder report, OutlierState state, int mostCharts)
    {
        FencedColumn[] ordered = [.. state.Columns.OrderByDescending(ShareOf)];
        report.Table(
            [ReportColumn.Text("Column"), ReportColumn.Number("Low"), ReportColumn.Number("High"), ReportColumn.Number("Below"), ReportColumn.Number("Above"), ReportColumn.Number("Share", ReportNumberFormat.Percent)],
            ordered.Select(column => (IReadOnlyList<ReportCell>)[column.Name, End(column.Low, column.High), End(column.High, column.Low), column.Below, column.Above, ReportCell.Bar(ShareOf(column), ShareOf(column), ReportNumberFormat.Percent)]));
        AddGroups(report, state);
        AddTransformations(report, state);
        FencedColumn[] shown = [.. ordered.Where(column => column.Low is not null && column.Box.Length > 0 && column.Groups.Length == 0 && column.Below + column.Above > 0).Take(mostCharts)];
        if (shown.Length == 0) return;
        report.Section("Values within the fence");
        foreach (FencedColumn column in shown)
        {
            double[] box = column.Box;
            double[] beyond = [.. ((double[])[box[0], box[4]]).Where(value => value < column.Low || value > column.High)];
            report.Chart(new BoxChart(column.Name, [new BoxGroup(column.Name, Math.Max(box[0], column.Low!.Value), box[1], box[2], box[3], Math.Min(box[4], column.High!.Value)) { Outliers = beyond }]));
        }
    }

    // With the digits that tell one end from the other.
    private static ReportCell End(double? end, double? other) => end is { } value ? ReportNumber.Apart(value, other ?? double.NaN) : ReportCell.Empty;

    private static void AddTransformations(ReportBuilder report, OutlierState state)
    {
        FencedColumn[] transformed = [.. state.Columns.Where(column => column.Scale is not null)];
        if (transformed.Length > 0)
            report.Section("Transformations").Table([ReportColumn.Text("Column"), ReportColumn.Text("Every value x becomes")], transformed.Select(column => (IReadOnlyList<ReportCell>)[column.Name, column.Scale!.Statement]));
    }

    private static void AddGroups(ReportBuilder report, OutlierState state)
    {
        if (state.GroupBy is null) return;
        var rows = (from level in Enumerable.Range(0, state.Levels.Length) from column in state.Columns let own = column.GroupOf(level) where own is not null select (Level: state.Levels[level], Column: column.Name, Group: own.Value)).ToArray();
        report.Section($"Fences by {state.GroupBy}").Text("Other levels have the fences of all rows.").Table(
            [ReportColumn.Text(state.GroupBy), ReportColumn.Text("Column"), ReportColumn.Number("Values"), ReportColumn.Number("Low"), ReportColumn.Number("Median"), ReportColumn.Number("High")],
            rows.Select(row => (IReadOnlyList<ReportCell>)[row.Level, row.Column, row.Group.Values, End(row.Group.Low, row.Group.High), End(row.Group.Median, row.Group.Low), End(row.Group.High, row.Group.Low)]));
    }
}
