using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A CSV or TSV file that is read in batches, in memory that does not grow with the file. Its types are those that <see cref="Dataset.FromCsv(string, CsvOptions?, CancellationToken)"/> gives.</summary>
/// <remarks>
/// Types are inferred over all rows: whoever asks for <see cref="Schema"/>, <see cref="RowCount"/> or batches first has the file read for them once or twice; declared types make that pass faster but do not save it, since levels have to be known.
/// <see cref="Reduce"/> finds them while it reads, and so do a profile, also by segment, a validation, inferred and suggested rules, a comparison for drift and of rows.
/// </remarks>
public sealed class CsvSource : DataSource
{
    private readonly CsvLayout _layout;
    private readonly CsvOptions _options;
    private readonly CancellationToken _opening;
    private readonly Lock _gate = new();
    private volatile CsvTypes? _types;

    private CsvSource(CsvLayout layout, CsvOptions options, CancellationToken opening)
    {
        _layout = layout;
        _options = options;
        _opening = opening;
    }

    /// <inheritdoc/>
    /// <exception cref="MlopsException">The file is malformed, and nothing has read it to its end yet (MLO1502 to MLO1511).</exception>
    public override Schema Schema => Types(_opening).Schema;

    /// <summary>The number of rows in the file.</summary>
    /// <exception cref="MlopsException">The file is malformed, and nothing has read it to its end yet (MLO1502 to MLO1511).</exception>
    public long RowCount => Types(_opening).Rows;

    /// <summary>Opens a file and reads its header. Rows are read when they, or the types that they have, are asked for.</summary>
    /// <param name="path">The file, also compressed by gzip.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="cancellationToken">Stops within about 100 ms, also the reading for <see cref="Schema"/> and <see cref="RowCount"/> later on.</param>
    /// <exception cref="MlopsException">The file is empty, or its header malformed (MLO1500 to MLO1509).</exception>
    public static CsvSource Open(string path, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new CsvOptions();
        return new CsvSource(CsvLayout.Read(CsvInput.FromPath(path), options), options, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="MlopsException">While reading: the file is malformed, or changed since its types were found (MLO1502 to MLO1511).</exception>
    public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        return Batches(batchRows, null, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="MlopsException">While reading: the file is malformed, or changed since its types were found (MLO1502 to MLO1511).</exception>
    public override IEnumerable<IReadOnlyList<Dataset>> LendBatches(int batchRows = 8192, int listRows = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        var lent = new LentBatches();
        return lent.Lend(Batches(batchRows, lent, cancellationToken), listRows);
    }

    /// <inheritdoc/>
    /// <remarks>One pass over the file where the types of its first rows, some 65,536, are those of all rows. Otherwise what was begun is thrown away and begun anew: soon, where a row near the beginning shows it, else after the file was read to its end. So what a callback throws is thrown once the types of all rows are known.</remarks>
    public override TResult Reduce<TResult>(Func<Schema, TResult> begin, Action<TResult, IReadOnlyList<Dataset>> add, int batchRows = 8192, int listRows = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(begin);
        ArgumentNullException.ThrowIfNull(add);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        if (_types is null)
        {
            var pass = new CsvOnePass(_layout, _options);
            bool held = pass.TryReduce(begin, add, batchRows, listRows, cancellationToken, out TResult result);
            Interlocked.CompareExchange(ref _types, pass.Types, null);
            if (held)
            {
                pass.ThrowThrown();
                return result;
            }
        }

        return base.Reduce(begin, add, batchRows, listRows, cancellationToken);
    }

    /// <inheritdoc/>
    public override Dataset ToDataset(CancellationToken cancellationToken = default) => CsvLoader.Load(_layout.Input, _options, cancellationToken);

    private CsvTypes Types(CancellationToken cancellationToken)
    {
        if (_types is { } known) return known;
        while (!_gate.TryEnter(50)) cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return _types ??= CsvSurvey.Run(_layout, _options, cancellationToken);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private IEnumerable<Dataset> Batches(int batchRows, LentBatches? lent, CancellationToken cancellationToken)
    {
        (Schema schema, long known) = Types(cancellationToken);
        long rows = 0;
        var batches = new CsvBatches(_layout, schema, batchRows, lent);
        foreach (CsvBlockResult block in new CsvScan(_layout, _options).Run((_, column) => new CsvRequest(false, CsvKind.None, schema[column].Type), cancellationToken))
        {
            rows += block.Rows;
            batches.Add(block);
            foreach (Dataset batch in batches.Full(cancellationToken)) yield return batch;
        }

        _layout.Input.RequireUnchanged(known, rows);
        if (batches.Rest() is { } rest) yield return rest;
    }
}
