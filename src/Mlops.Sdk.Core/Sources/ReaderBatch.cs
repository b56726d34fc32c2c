using System.Data;
using System.Data.Common;

namespace Mlops.Sdk;

/// <summary>The rows of a data reader, gathered into columns.</summary>
internal sealed class ReaderBatch
{
    private readonly IDataReader _reader;
    private readonly ReaderColumn[] _columns;
    private readonly long _firstRow;

    /// <param name="reader">The reader.</param>
    /// <param name="schema">The columns and types to convert to; null to begin with the types of the reader and to widen them where its values are of others.</param>
    /// <param name="firstRow">The number of the first row, for messages.</param>
    /// <exception cref="MlopsException">MLO1034: a column has no name, or two have one.</exception>
    public ReaderBatch(IDataReader reader, Schema? schema, long firstRow = 0)
    {
        (_reader, _firstRow) = (reader, firstRow);
        var columns = new List<ReaderColumn>();
        foreach ((int ordinal, string name) in Names(reader))
        {
            if (schema is null) columns.Add(new(reader, ordinal, new ColumnBuilder(name, TypeOf(reader.GetFieldType(ordinal))) { Widens = true }));
            else if (schema.Contains(name)) columns.Add(new(reader, ordinal, new ColumnBuilder(name, schema[name].Type, schema[name].Levels) { FirstRow = firstRow }));
        }

        _columns = [.. columns];
    }

    public int RowCount { get; private set; }

    private long Row => _firstRow + RowCount;

    /// <summary>The column type for a field type; null where the values decide.</summary>
    public static ColumnType? TypeOf(Type type) => RecordProperties.ColumnTypeOf(type);

    /// <summary>The columns of a reader by their names, which must be different.</summary>
    public static IEnumerable<(int Ordinal, string Name)> Names(IDataReader reader)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < reader.FieldCount; i++)
        {
            string name = reader.GetName(i);
            if (string.IsNullOrEmpty(name)) throw new MlopsException("MLO1034", $"Column {i} of the reader has no name. Name it in the query, for example SELECT ... AS name.");
            if (!names.Add(name)) throw new MlopsException("MLO1034", $"Two columns of the reader are named '{name}'. Rename one of them in the query, for example SELECT ... AS name.");
            yield return (i, name);
        }
    }

    /// <summary>Reads up to a number of rows; false at the end of the reader.</summary>
    public bool Read(int rows, CancellationToken cancellationToken)
    {
        while (RowCount < rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Next(cancellationToken)) return false;
            Append(cancellationToken);
        }

        return true;
    }

    /// <summary>Reads all rows without holding the thread while the driver waits.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Append(cancellationToken);
        }
    }

    public Dataset Build() => new(_columns.Select(entry => entry.Column.Build()));

    private bool Next(CancellationToken cancellationToken)
    {
        try
        {
            return _reader.Read();
        }
        catch (Exception error) when (ReaderFault.IsDriver(error))
        {
            throw ReaderFault.Row(error, Row, cancellationToken);
        }
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ((DbDataReader)_reader).ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (ReaderFault.IsDriver(error))
        {
            throw ReaderFault.Row(error, Row, cancellationToken);
        }
    }

    private void Append(CancellationToken cancellationToken)
    {
        int i = 0;
        try
        {
            for (; i < _columns.Length; i++) _columns[i].Append(_reader);
        }
        catch (Exception error) when (ReaderFault.IsDriver(error))
        {
            throw ReaderFault.Value(error, _columns[i], Row, cancellationToken);
        }

        RowCount++;
    }
}
