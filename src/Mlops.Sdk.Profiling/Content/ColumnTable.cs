using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>All columns in one table, a line each.</summary>
internal static class ColumnTable
{
    public static void Add(ReportBuilder report, ProfileReport profile) => report.Section("Columns").Table(
        [
            ReportColumn.Text("column"), ReportColumn.Text("type"), ReportColumn.Number("missing", ReportNumberFormat.Percent), ReportColumn.Number("distinct"), ReportColumn.Text("spread"),
            ReportColumn.Number("mean"), ReportColumn.Number("min"), ReportColumn.Number("median"), ReportColumn.Number("max"), ReportColumn.Number("std"), ReportColumn.Text("most frequent"),
        ],
        profile.Columns.Select(Row));

    private static ReportCell[] Row(ColumnProfile column) =>
    [
        ReportCell.Link(column.Name, column.Name), ColumnWords.TypeAndRole(column), column.Missing == 0 ? ReportCell.Percent(0) : ReportCell.Bar(column.MissingShare, column.MissingShare, ReportNumberFormat.Percent),
        Math.Round(column.Distinct), ColumnWords.Spark(column), column.Mean, ColumnWords.Least(column), column.Quantile(0.5), ColumnWords.Greatest(column), column.StandardDeviation, Mode(column),
    ];

    private static ReportCell Mode(ColumnProfile column) => column.Mode() is var (value, count, share) && count > 1
        ? $"{ColumnWords.Value(value)} ({ReportNumber.Percent(share, 2)})"
        : ReportCell.Empty;
}
