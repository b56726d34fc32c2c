using System.Data;

namespace Mlops.Sdk;

/// <summary>A data reader, read once in batches. Strings are text unless the schema says otherwise: categories are only known at the end.</summary>
internal sealed class ReaderSource : DataSource
{
    private readonly IDataReader _reader;
    private readonly bool _declared;
    private bool _read;

    public ReaderSource(IDataReader reader, Schema? schema)
    {
        _reader = reader;
        _declared = schema is not null;
        Schema = schema ?? new Schema(Enumerable.Range(0, reader.FieldCount).Select(i => new Field(reader.GetName(i), ReaderBatch.TypeOf(reader.GetFieldType(i)) ?? ColumnType.Text)));
    }

    public override Schema Schema { get; }

    public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        if (_read) throw new InvalidOperationException("A data reader gives its rows once, and it has. Run the query again for another pass.");
        _read = true;
        return Read(batchRows, cancellationToken);
    }

    private IEnumerable<Dataset> Read(int batchRows, CancellationToken cancellationToken)
    {
        bool more = true;
        while (more)
        {
            var batch = new ReaderBatch(_reader, Schema);
            more = batch.Read(batchRows, cancellationToken);
            if (batch.RowCount > 0) yield return _declared ? batch.Build().Conform(Schema) : batch.Build();
        }
    }
}
