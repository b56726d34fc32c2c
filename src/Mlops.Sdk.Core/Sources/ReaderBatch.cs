using System.Data;

namespace Mlops.Sdk;

/// <summary>The rows of a data reader, gathered into columns.</summary>
internal sealed class ReaderBatch
{
    private readonly IDataReader _reader;
    private readonly (int Ordinal, ColumnBuilder Column)[] _columns;

    /// <exception cref="MlopsException">MLO1034: a column has no name, or two have one.</exception>
    public ReaderBatch(IDataReader reader, Schema? schema)
    {
        _reader = reader;
        var columns = new List<(int, ColumnBuilder)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < reader.FieldCount; i++)
        {
            string name = reader.GetName(i);
            if (string.IsNullOrEmpty(name)) throw new MlopsException("MLO1034", $"Column {i} of the reader has no name. Name it in the query, for example SELECT ... AS name.");
            if (!names.Add(name)) throw new MlopsException("MLO1034", $"Two columns of the reader are named '{name}'. Rename one of them in the query, for example SELECT ... AS name.");
            if (schema is null) columns.Add((i, new ColumnBuilder(name, TypeOf(reader.GetFieldType(i)))));
            else if (schema.Contains(name)) columns.Add((i, new ColumnBuilder(name, schema[name].Type, schema[name].Levels)));
        }

        _columns = [.. columns];
    }

    public int RowCount { get; private set; }

    /// <summary>The column type for a field type; null where the values decide.</summary>
    public static ColumnType? TypeOf(Type type) => RecordProperties.ColumnTypeOf(type);

    public bool Read(int rows, CancellationToken cancellationToken)
    {
        while (RowCount < rows)
        {
            if ((RowCount & 4095) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!_reader.Read()) return false;
            foreach ((int ordinal, ColumnBuilder column) in _columns) ValueAppender.Append(column, _reader.GetValue(ordinal));
            RowCount++;
        }

        return true;
    }

    public Dataset Build() => new(_columns.Select(entry => entry.Column.Build()));
}
