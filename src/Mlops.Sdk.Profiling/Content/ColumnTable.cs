using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>All columns in one table, a line each.</summary>
internal static class ColumnTable
{
    // What falls off at the right of a narrow screen comes last.
    public static void Add(ReportBuilder report, ProfileReport profile)
    {
        ILookup<string?, Finding> findings = profile.Findings.ToLookup(finding => finding.Column, StringComparer.Ordinal);
        report.Section("Columns").Table(
            [
                ReportColumn.Text("column"), ReportColumn.Text("type"), ReportColumn.Number("missing", ReportNumberFormat.Percent), ReportColumn.Number("distinct"), ReportColumn.Text("spread"),
                ReportColumn.Number("mean"), ReportColumn.Number("min"), ReportColumn.Number("max"), ReportColumn.Text("most frequent"), ReportColumn.Number("findings"), ReportColumn.Number("median"), ReportColumn.Number("std"),
            ],
            profile.Columns.Select(column => Row(column, findings[column.Name].Count())));
    }

    private static ReportCell[] Row(ColumnProfile column, int findings) =>
    [
        ReportCell.Link(column.Name, column.Name), ColumnWords.TypeAndRole(column), column.Missing == 0 ? ReportCell.Percent(0) : ReportCell.Bar(column.MissingShare, column.MissingShare, ReportNumberFormat.Percent),
        Math.Round(column.Distinct), ColumnWords.Spark(column), column.Mean, Day(column, column.Earliest) ?? ColumnWords.Least(column), Day(column, column.Latest) ?? ColumnWords.Greatest(column), Mode(column), findings == 0 ? ReportCell.Empty : (long)findings, column.Quantile(0.5), column.StandardDeviation,
    ];

    // Of moments of many days the day says enough here.
    private static ReportCell? Day(ColumnProfile column, DateTime? moment) =>
        moment is { } one && column.Latest - column.Earliest > TimeSpan.FromDays(2) ? ReportCell.Of(one.Date.Ticks, ReportNumberFormat.Moment) : (ReportCell?)null;

    private static ReportCell Mode(ColumnProfile column) => column.Mode() is var (value, count, share) && count > 1
        ? $"{ReportNumber.Percent(share, 2)}: {ColumnWords.Value(value)}"
        : ReportCell.Empty;
}
