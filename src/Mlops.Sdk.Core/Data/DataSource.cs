using System.Data;
using System.Data.Common;
using Mlops.Sdk.Extensibility;

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

    /// <summary>Reads all rows as <see cref="ReadBatches"/> does, in lists of batches that are lent: once the next list is asked for, a source may use the memory of the last one again. For what looks at every row once and keeps none of them: however many rows there are, they take the memory of a few batches.</summary>
    /// <remarks>What may be kept: values read out of a batch, the levels of categories, and what <see cref="Dataset.Take"/> copies. Not the list, the batches, their columns and spans, nor slices of them.</remarks>
    /// <param name="batchRows">The most rows in a batch, at least 1.</param>
    /// <param name="listRows">From how many rows on a list is handed out; the last one may have fewer.</param>
    /// <param name="cancellationToken">Checked at every batch at least.</param>
    /// <exception cref="InvalidOperationException">The source can be read once only and was.</exception>
    public virtual IEnumerable<IReadOnlyList<Dataset>> LendBatches(int batchRows = 8192, int listRows = 1, CancellationToken cancellationToken = default) =>
        new LentBatches().Lend(ReadBatches(batchRows, cancellationToken), listRows);

    /// <summary>Makes something of all rows that keeps none of them, such as a summary: how everything reads a source that needs each row once. A source that has to read its rows to know their types finds them on the way, where <see cref="Schema"/> before <see cref="LendBatches"/> reads twice.</summary>
    /// <typeparam name="TResult">What is made.</typeparam>
    /// <param name="begin">Begins it for columns of these names, types and roles; where a field states no levels, each batch brings its own. It is called anew, with other types, where the first rows misled a source; what was begun before is thrown away, and what it or <paramref name="add"/> threw with it, but for a cancellation.</param>
    /// <param name="add">Adds the next rows; the batches are lent as those of <see cref="LendBatches"/>.</param>
    /// <param name="batchRows">The most rows in a batch, at least 1.</param>
    /// <param name="listRows">From how many rows on a list is handed out; the last one may have fewer.</param>
    /// <param name="cancellationToken">Checked at every batch at least.</param>
    /// <returns>What was begun last, with all rows.</returns>
    /// <exception cref="InvalidOperationException">The source can be read once only and was.</exception>
    public virtual TResult Reduce<TResult>(Func<Schema, TResult> begin, Action<TResult, IReadOnlyList<Dataset>> add, int batchRows = 8192, int listRows = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(begin);
        ArgumentNullException.ThrowIfNull(add);
        TResult result = begin(Schema);
        foreach (IReadOnlyList<Dataset> batches in LendBatches(batchRows, listRows, cancellationToken)) add(result, batches);
        return result;
    }

    /// <summary>The rows that a data reader has left, in batches; they can be read once. The reader is not closed.</summary>
    /// <remarks>The types are those of <see cref="Dataset.FromReader"/>. The token is checked at every row; to stop a server that has not yet answered, cancel the command, or use <see cref="FromCommand"/>.</remarks>
    /// <param name="reader">The reader, such as the result of a database query.</param>
    /// <param name="schema">Columns, types, levels and roles; without it the reader's field types, where strings are text.</param>
    /// <exception cref="MlopsException">MLO1034: a column has no name, or two have one. While reading, MLO1031: a value cannot be converted; MLO1037: the reader failed.</exception>
    public static DataSource FromReader(IDataReader reader, Schema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new ReaderSource(reader, schema);
    }

    /// <summary>The rows of a database command, in batches; the command is executed anew for every pass, so the source can be read again.</summary>
    /// <remarks>
    /// A connection that is closed is opened for each pass and closed after it. One pass at a time. Cancelling a pass cancels the command, also while the server has not yet answered; so does leaving a pass early.
    /// Where the rows may change between passes, a transaction of the command's holds them still.
    /// </remarks>
    /// <param name="command">A command that selects rows, with its connection and parameters; it belongs to the caller, who neither changes nor disposes it while the source is read.</param>
    /// <param name="schema">Columns, types, levels and roles; without it the field types that the driver states, where strings are text. The command is then executed once to be described (and, where values have types and columns have none, for its first row).</param>
    /// <exception cref="MlopsException">MLO1034: a column has no name, or two have one. MLO1038: the connection cannot be opened, or the command not executed.</exception>
    public static DataSource FromCommand(DbCommand command, Schema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        return CommandSource.Of(command, schema);
    }

    /// <summary>Reads all rows into memory.</summary>
    /// <param name="cancellationToken">Checked at every batch.</param>
    public virtual Dataset ToDataset(CancellationToken cancellationToken = default)
    {
        Dataset[] batches = [.. ReadBatches(cancellationToken: cancellationToken)];
        return batches.Length == 0 ? Dataset.WithoutRows(Schema) : Dataset.Concat(batches);
    }
}
