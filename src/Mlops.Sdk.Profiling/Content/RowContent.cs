using System.Collections.Immutable;
using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Some rows, to see what they look like.</summary>
internal static class RowContent
{
    private const int MostColumns = 40, LongestValue = 30, LongestNumber = 12, Digits = 7;

    public static void Add(ReportBuilder report, ProfileReport profile)
    {
        ShownRows rows = profile.ExampleRows;
        if (rows.First.Length == 0 && rows.Random.Length == 0) return;
        report.DetailSection("Rows");
        Add(report, profile, "The first rows", rows.First);
        if (profile.RowCount <= rows.First.Length) return;
        Add(report, profile, "Rows drawn at random", rows.Random);
        Add(report, profile, "The last rows", rows.Last);
    }

    private static void Add(ReportBuilder report, ProfileReport profile, string title, ImmutableArray<ShownRow> rows)
    {
        if (rows.Length == 0) return;
        ColumnProfile[] columns = [.. profile.Columns.Take(MostColumns)];
        report.Table(
            [ReportColumn.Number("row"), .. columns.Select(column => column.HasNumbers && column.Type != ColumnType.Flag ? ReportColumn.Number(ColumnWords.Short(column.Name)) : ReportColumn.Text(ColumnWords.Short(column.Name)))],
            rows.Select(row => (ReportCell[])[row.Position + 1, .. row.Values.Take(columns.Length).Zip(columns, Cell)]),
            title,
            columns.Length < profile.Columns.Length ? FormattableString.Invariant($"The first {columns.Length:N0} of {profile.Columns.Length:N0} columns; the JSON form has all.") : null);
    }

    // Numbers with all their digits push the others off the page; the JSON form has them.
    private static ReportCell Cell(string? value, ColumnProfile column) => value is null ? ReportCell.Empty
        : column.Type == ColumnType.Number && value.Length > LongestNumber && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? ReportNumber.Format(number, digits: Digits)
        : ColumnWords.Cut(ColumnWords.Value(value), LongestValue);
}
