namespace Mlops.Sdk;

/// <summary>A table of text and numbers.</summary>
public sealed record ReportTable : ReportBlock
{
    /// <summary>Creates a table.</summary>
    /// <param name="columns">The columns from left to right.</param>
    /// <param name="rows">The rows; each has one cell per column.</param>
    /// <param name="title">A caption, or null.</param>
    /// <param name="note">A remark under the table, such as how many rows were left out, or null.</param>
    /// <exception cref="ArgumentException">A row has another number of cells than there are columns.</exception>
    public ReportTable(
        IEnumerable<ReportColumn> columns,
        IEnumerable<IReadOnlyList<ReportCell>> rows,
        string? title = null,
        string? note = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        ReportColumn[] heads = [.. columns];
        IReadOnlyList<ReportCell>[] body = [.. rows.Select(row => (ReportCell[])[.. row])];
        int wrong = Array.FindIndex(body, row => row.Count != heads.Length);
        if (wrong >= 0)
        {
            throw new ArgumentException($"Row {wrong} has {body[wrong].Count} cells, the table has {heads.Length} columns.", nameof(rows));
        }

        Columns = heads;
        Rows = body;
        Title = title;
        Note = note;
    }

    /// <summary>The columns from left to right.</summary>
    public IReadOnlyList<ReportColumn> Columns { get; }

    /// <summary>The rows; each has one cell per column.</summary>
    public IReadOnlyList<IReadOnlyList<ReportCell>> Rows { get; }

    /// <summary>A caption, or null.</summary>
    public string? Title { get; }

    /// <summary>A remark under the table, or null.</summary>
    public string? Note { get; }
}
