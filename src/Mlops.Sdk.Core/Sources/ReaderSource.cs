using System.Data;

namespace Mlops.Sdk;

/// <summary>A data reader, read once in batches. Strings are text unless the schema says otherwise: categories are only known at the end.</summary>
internal sealed class ReaderSource : DataSource
{
    private readonly IDataReader _reader;
    private readonly bool _declared;
    private int _read;

    public ReaderSource(IDataReader reader, Schema? schema)
    {
        _reader = reader;
        _declared = schema is not null;
        Schema = schema ?? SchemaOf(reader);
    }

    public override Schema Schema { get; }

    /// <summary>The columns of a reader by the types that it states.</summary>
    public static Schema SchemaOf(IDataReader reader) =>
        new(ReaderBatch.Names(reader).Select(column => new Field(column.Name, ReaderBatch.TypeOf(reader.GetFieldType(column.Ordinal)) ?? ColumnType.Text)));

    public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        if (Interlocked.Exchange(ref _read, 1) != 0) throw new InvalidOperationException("A data reader gives its rows once, and it has. Run the query again for another pass, or make the source of the command with DataSource.FromCommand.");
        return Read(_reader, Schema, _declared, batchRows, cancellationToken);
    }

    /// <summary>The rows that a reader has left, in batches of a schema.</summary>
    public static IEnumerable<Dataset> Read(IDataReader reader, Schema schema, bool declared, int batchRows, CancellationToken cancellationToken)
    {
        bool more = true;
        for (long rows = 0; more;)
        {
            var batch = new ReaderBatch(reader, schema, rows);
            more = batch.Read(batchRows, cancellationToken);
            rows += batch.RowCount;
            if (batch.RowCount > 0) yield return declared ? batch.Build().Conform(schema) : batch.Build();
        }
    }
}
