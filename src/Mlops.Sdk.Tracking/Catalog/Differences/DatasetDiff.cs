using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How a version of a dataset differs from another: which columns, which blocks, which rows. It names rows by their keys and numbers, and shows no values.</summary>
public sealed class DatasetDiff : Report
{
    internal DatasetDiff(DatasetVersion before, DatasetVersion after, string? keyColumn, ValueList<string> schemaChanges, ImmutableArray<ColumnDiff> columns, RowDifferences rows, IEnumerable<Finding> findings)
        : base($"{before} and {after}", findings) =>
        (Before, After, KeyColumn, SchemaChanges, Columns, _rows) = (before, after, keyColumn, schemaChanges, columns, rows);

    private readonly RowDifferences _rows;

    /// <inheritdoc/>
    public override string Kind => "dataset_diff";

    /// <summary>The earlier version.</summary>
    public DatasetVersion Before { get; }

    /// <summary>The later version.</summary>
    public DatasetVersion After { get; }

    /// <summary>The column by which rows were told; null when they were compared as a whole.</summary>
    public string? KeyColumn { get; }

    /// <summary>What changed in names, types and roles, in words.</summary>
    public ValueList<string> SchemaChanges { get; }

    /// <summary>Every column of either version.</summary>
    public ImmutableArray<ColumnDiff> Columns { get; }

    /// <summary>How many rows only the later version has.</summary>
    public long AddedRows => _rows.Added;

    /// <summary>How many rows only the earlier version has.</summary>
    public long RemovedRows => _rows.Removed;

    /// <summary>How many rows both have by their key, with other values; 0 where rows have no key.</summary>
    public long ChangedRows => _rows.Changed;

    /// <summary>The first rows that were added, removed and changed.</summary>
    public ImmutableArray<RowDiff> Examples => [.. _rows.Examples];

    /// <summary>Whether both versions have the same columns, and the same rows in any order.</summary>
    public bool IsSame => SchemaChanges.Count == 0 && AddedRows == 0 && RemovedRows == 0 && ChangedRows == 0;

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        ReportBuilder report = new ReportBuilder(Title, KeyColumn is null ? "rows compared as a whole" : $"rows told by '{KeyColumn}'")
            .Lead(("Rows before", Before.Rows), ("Rows after", After.Rows), ("Added", AddedRows), ("Removed", RemovedRows), ("Changed", ChangedRows))
            .Section("Columns")
            .Table(
                [ReportColumn.Text("column"), ReportColumn.Text("state"), ReportColumn.Text("blocks"), ReportColumn.Number("rows")],
                Columns.Where(column => column.State != ColumnDiffState.Same).Select(column => (IReadOnlyList<ReportCell>)[column.Name, column.State.ToString(), Blocks(column.Blocks), column.Rows]),
                note: $"{Columns.Count(column => column.State == ColumnDiffState.Same)} of {Columns.Length} columns are the same.");
        foreach (string change in SchemaChanges) report.Text(change);
        if (!Examples.IsEmpty)
        {
            report.Section("Rows").Table(
                [ReportColumn.Text("key"), ReportColumn.Number("row before"), ReportColumn.Number("row after"), ReportColumn.Text("columns")],
                Examples.Select(row => (IReadOnlyList<ReportCell>)[row.Key, row.Before, row.After, row.Columns.Count == 0 ? row.Before is null ? "added" : "removed" : string.Join(", ", row.Columns)]));
        }

        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("before", Before.ToString());
        writer.WriteString("after", After.ToString());
        writer.WriteString("key", KeyColumn);
        writer.WriteNumber("added", AddedRows);
        writer.WriteNumber("removed", RemovedRows);
        writer.WriteNumber("changed", ChangedRows);
        writer.WriteStartArray("columns");
        foreach (ColumnDiff column in Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteString("state", JsonNamingPolicy.SnakeCaseLower.ConvertName(column.State.ToString()));
            if (column.Rows is { } rows) writer.WriteNumber("rows", rows);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string? Blocks(ValueList<int>? blocks) => blocks is not { } known || known.Count == 0 ? null : string.Join(", ", known.Take(10)) + (known.Count > 10 ? $", ... ({known.Count})" : "");
}
