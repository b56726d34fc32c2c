using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>All columns in one table, the most different first.</summary>
internal static class DifferenceTable
{
    private const int MostRows = 2000, LongestValue = 12;

    public static void Add(ReportBuilder report, ProfileComparison comparison)
    {
        if (comparison.Columns.Length == 0) return;
        (string before, string after) = (ColumnWords.Short(comparison.Options.BeforeName), ColumnWords.Short(comparison.Options.AfterName));
        report.Section("Columns by how different they are").Table(
            [
                ReportColumn.Text("column"), ReportColumn.Number("difference"), ReportColumn.Text(before), ReportColumn.Text(after), ReportColumn.Number("missing"), ReportColumn.Number("mean or most frequent"),
                ReportColumn.Number("distinct"), ReportColumn.Text("type"), ReportColumn.Number("KS or L∞"), ReportColumn.Number("PSI"), ReportColumn.Number("std"),
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
            Pair(before, after, one => ReportNumber.Percent(one.MissingShare, 2)), Center(before, after), Pair(before, after, one => ReportNumber.Format(Math.Round(one.Distinct))),
            Pair(before, after, ColumnWords.TypeAndRole), Rounded(column.Distance?.KolmogorovSmirnov ?? column.Distance?.LInfinity), Rounded(column.Distance?.StabilityIndex), Pair(before, after, one => Number(one.StandardDeviation)),
        ];
    }

    /// <summary>Both where they differ, one where they are the same.</summary>
    public static ReportCell Pair(string? before, string? after) => before is null && after is null ? ReportCell.Empty : before == after ? after : $"{before ?? ReportNumber.Missing}\u00a0→ {after ?? ReportNumber.Missing}";

    private static ReportCell Pair(ColumnProfile? before, ColumnProfile? after, Func<ColumnProfile, string?> value) => Pair(before is null ? null : value(before), after is null ? null : value(after));

    // The mean of numbers, the share of the most frequent value of others, which is named once where it is the same.
    private static ReportCell Center(ColumnProfile? before, ColumnProfile? after)
    {
        if (Mode(before) is { } first && Mode(after) is { } second && first.Value == second.Value && first.Share != second.Share) return $"{Pair(first.Share, second.Share).Text}: {first.Value}";
        return Pair(before, after, one => Mode(one) is { } mode ? $"{mode.Share}: {mode.Value}" : Number(one.Mean));
    }

    private static (string Value, string Share)? Mode(ColumnProfile? column) =>
        column is not null && (column.Type == ColumnType.Flag || !column.HasNumbers) && column.Mode() is var (value, count, share) && count > 1 ? (ColumnWords.Cut(ColumnWords.Value(value), LongestValue), ReportNumber.Percent(share, 2)) : null;

    private static string? Number(double? value) => value is { } number ? ReportNumber.Format(number, digits: 3) : null;

    private static double? Rounded(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 4) : null;
}
