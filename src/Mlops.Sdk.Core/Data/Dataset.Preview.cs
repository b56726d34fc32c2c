using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class Dataset
{
    private const int PreviewColumns = 100;

    /// <summary>The first rows as a report: prints a table, saves as a page, shows itself in a notebook.</summary>
    /// <param name="rows">How many rows, at least 1.</param>
    /// <remarks>At most 100 columns. A missing value is an en dash.</remarks>
    public Report Preview(int rows = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        Dataset head = Head(rows);
        Column[] shown = [.. head._columns.Take(PreviewColumns)];
        string note = ColumnCount > shown.Length ? string.Create(CultureInfo.InvariantCulture, $"The first {shown.Length} of {ColumnCount} columns.") : "";
        return new GeneralReport(
            new ReportBuilder(
                string.Create(CultureInfo.InvariantCulture, $"{RowCount:N0} rows x {ColumnCount:N0} columns"),
                string.Join(" · ", Schema.Where(field => field.Role != ColumnRole.Feature).Select(field => $"{field.Name}: {field.Role}")) is { Length: > 0 } roles ? roles : null)
                .Section(RowCount > head.RowCount ? string.Create(CultureInfo.InvariantCulture, $"The first {head.RowCount} rows") : "Rows")
                .Table(
                    shown.Select(column => column.Type is ColumnType.Number or ColumnType.Integer ? ReportColumn.Number(column.Name) : ReportColumn.Text(column.Name)),
                    Enumerable.Range(0, head.RowCount).Select(row => (IReadOnlyList<ReportCell>)[.. shown.Select(column => Cell(column, row))]),
                    note: note.Length > 0 ? note : null)
                .Build(),
            kind: "preview");
    }

    // Integers are shown digit by digit: they are keys as often as amounts.
    private static ReportCell Cell(Column column, int row) =>
        column.IsMissing(row) ? ReportCell.Empty : column is NumberColumn numbers ? numbers.Values[row] : column.GetText(row);
}
