namespace Mlops.Sdk;

/// <summary>Builds a dataset out of rows that name their columns.</summary>
internal sealed class RowsBuilder(Schema? schema, bool findTimestamps)
{
    private readonly List<ColumnBuilder> _columns = [];
    private readonly Dictionary<string, ColumnBuilder> _byName = new(StringComparer.Ordinal);

    public int RowCount { get; private set; }

    public void Set(string name, object? value)
    {
        if (Find(name) is not { } column) return;
        if (column.Length > RowCount)
            throw new MlopsException("MLO1034", $"Row {RowCount} has the column '{name}' twice. Keep one of them.");
        column.PadTo(RowCount);
        ValueAppender.Append(column, value);
    }

    public void EndRow() => RowCount++;

    public Dataset Build()
    {
        foreach (ColumnBuilder column in _columns) column.PadTo(RowCount);
        var data = new Dataset(_columns.Select(column => column.Build()));
        if (schema is null) return data;

        // Rows without any known column are rows all the same, and no rows at all have every column.
        return RowCount == 0 ? Dataset.WithoutRows(schema) : data.Conform(schema);
    }

    private ColumnBuilder? Find(string name)
    {
        if (_byName.TryGetValue(name, out ColumnBuilder? column)) return column;
        if (schema is null)
        {
            if (name.Length == 0) throw new MlopsException("MLO1034", $"Row {RowCount} has a column without a name. Give every column a name.");
            column = new ColumnBuilder(name) { FindTimestamps = findTimestamps };
        }
        else if (schema.Contains(name))
        {
            column = new ColumnBuilder(name, schema[name].Type, schema[name].Levels);
        }
        else
        {
            return null;
        }

        _byName.Add(name, column);
        _columns.Add(column);
        return column;
    }
}
