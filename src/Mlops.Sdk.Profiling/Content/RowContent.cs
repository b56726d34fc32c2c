using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Some rows, to see what they look like.</summary>
internal static class RowContent
{
    private const int MostColumns = 40, LongestValue = 30;

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
            rows.Select(row => (ReportCell[])[row.Position + 1, .. row.Values.Take(columns.Length).Select(Cell)]),
            title,
            columns.Length < profile.Columns.Length ? FormattableString.Invariant($"The first {columns.Length:N0} of {profile.Columns.Length:N0} columns; the JSON form has all.") : null);
    }

    private static ReportCell Cell(string? value) => value is null ? ReportCell.Empty : ColumnWords.Cut(ColumnWords.Value(value), LongestValue);
}
