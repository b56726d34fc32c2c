using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>All columns in one table, the most different first.</summary>
internal static class DifferenceTable
{
    private const int MostRows = 2000;

    public static void Add(ReportBuilder report, ProfileComparison comparison)
    {
        if (comparison.Columns.Length == 0) return;
        (string before, string after) = (ColumnWords.Short(comparison.Options.BeforeName), ColumnWords.Short(comparison.Options.AfterName));
        report.Section("Columns by how different they are").Table(
            [
                ReportColumn.Text("column"), ReportColumn.Number("difference"), ReportColumn.Text(before), ReportColumn.Text(after), ReportColumn.Text("missing"), ReportColumn.Number("KS or L∞"), ReportColumn.Number("PSI"),
                ReportColumn.Text("type"), ReportColumn.Text("distinct"), ReportColumn.Text("mean"), ReportColumn.Text("std"),
            ],
            comparison.Columns.Take(MostRows).Select(Row),
            note: "Difference: what the missing share or the distribution moved by, less what chance makes of so many rows; 1 for a column that is gone, new or of another type. One number stands for both where they are the same."
                + (comparison.Columns.Length > MostRows ? FormattableString.Invariant($" {comparison.Columns.Length - MostRows:N0} more columns are in the JSON form.") : ""));
    }

    private static IReadOnlyList<ReportCell> Row(ColumnDifference column)
    {
        ColumnProfile? before = column.Before, after = column.After;
        (ReportCell first, ReportCell second) = DifferenceCharts.Sparks(column);
        return
        [
            ReportCell.Link(column.Name, column.Name), ReportCell.Bar(Math.Round(column.Difference, 3), column.Difference), first, second,
            Pair(before, after, one => ReportNumber.Percent(one.MissingShare, 2)), Rounded(column.Distance?.KolmogorovSmirnov ?? column.Distance?.LInfinity), Rounded(column.Distance?.StabilityIndex),
            Pair(before is null ? null : ColumnWords.TypeAndRole(before), after is null ? null : ColumnWords.TypeAndRole(after)), Pair(before, after, one => ReportNumber.Format(Math.Round(one.Distinct))),
            Pair(before, after, one => Number(one.Mean)), Pair(before, after, one => Number(one.StandardDeviation)),
        ];
    }

    /// <summary>Both where they differ, one where they are the same.</summary>
    public static ReportCell Pair(string? before, string? after) => before is null && after is null ? ReportCell.Empty : before == after ? after : $"{before ?? ReportNumber.Missing}\u00a0→ {after ?? ReportNumber.Missing}";

    private static ReportCell Pair(ColumnProfile? before, ColumnProfile? after, Func<ColumnProfile, string?> value) => Pair(before is null ? null : value(before), after is null ? null : value(after));

    private static string? Number(double? value) => value is { } number ? ReportNumber.Format(number, digits: 3) : null;

    private static double? Rounded(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 4) : null;
}
