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
            ordered.Select(column => (IReadOnlyList<ReportCell>)[column.Name, column.Low, column.High, column.Below, column.Above, ReportCell.Bar(ShareOf(column), ShareOf(column), ReportNumberFormat.Percent)]));
        FencedColumn[] shown = [.. ordered.Where(column => column.Low is not null && column.Below + column.Above > 0).Take(mostCharts)];
        if (shown.Length == 0) return;
        report.Section("Values within the fence");
        foreach (FencedColumn column in shown)
        {
            double[] box = column.Box;
            double[] beyond = [.. ((double[])[box[0], box[4]]).Where(value => value < column.Low || value > column.High)];
            report.Chart(new BoxChart(column.Name, [new BoxGroup(column.Name, Math.Max(box[0], column.Low!.Value), box[1], box[2], box[3], Math.Min(box[4], column.High!.Value)) { Outliers = beyond }]));
        }
    }
}
