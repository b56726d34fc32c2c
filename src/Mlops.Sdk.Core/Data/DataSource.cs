using System.Data;

namespace Mlops.Sdk;

/// <summary>Rows that are read in batches, so that what scans them needs memory for one batch only.</summary>
public abstract class DataSource
{
    /// <summary>The columns of every batch: names, types and roles. Where a field states no levels, each batch of that column brings its own.</summary>
    public abstract Schema Schema { get; }

    /// <summary>Reads all rows from the first, in order.</summary>
    /// <param name="batchRows">The most rows in a batch, at least 1.</param>
    /// <param name="cancellationToken">Checked at every batch at least.</param>
    /// <exception cref="InvalidOperationException">The source can be read once only and was.</exception>
    public abstract IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default);

    /// <summary>The rows that a data reader has left, in batches; they can be read once. The reader is not closed.</summary>
    /// <param name="reader">The reader, such as the result of a database query.</param>
    /// <param name="schema">Columns, types, levels and roles; without it the reader's field types, where strings are text.</param>
    public static DataSource FromReader(IDataReader reader, Schema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new ReaderSource(reader, schema);
    }

    /// <summary>Reads all rows into memory.</summary>
    /// <param name="cancellationToken">Checked at every batch.</param>
    public virtual Dataset ToDataset(CancellationToken cancellationToken = default)
    {
        Dataset[] batches = [.. ReadBatches(cancellationToken: cancellationToken)];
        return batches.Length == 0 ? Dataset.WithoutRows(Schema) : Dataset.Concat(batches);
    }
}
