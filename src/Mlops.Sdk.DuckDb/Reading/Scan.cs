using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>One pass over a relation: several readers take its blocks in turn, and the batches come in the order of the rows.</summary>
/// <remarks>Where a batch ends depends on the files alone, never on the number of threads.</remarks>
internal sealed class Scan : IDisposable
{
    private readonly Relation _relation;
    private readonly ImmutableArray<ColumnPlan> _plans;
    private readonly int _batchRows;
    private readonly LentBatches? _lent;
    private readonly DuckDbEngine _engine;
    private readonly DuckDbSession? _session;

    public Scan(Relation relation, ImmutableArray<ColumnPlan> plans, DuckDbOptions options, int batchRows, LentBatches? lent, CancellationToken cancellationToken)
    {
        _lent = lent;
        _relation = relation;
        _plans = plans;
        _batchRows = batchRows;
        // Batches wait for whoever uses them: where they are large, none is read ahead.
        bool small = (long)plans.Length * Math.Min(batchRows, 1 << 20) <= 4 << 20;
        Readers = small ? Math.Clamp(relation.Blocks.Length, 1, options.Threads) : 1;
        IsAhead = small && options.Threads > 1;
        _engine = DuckDbEngine.Open(options, Readers > 1 ? 1 : options.Threads);
        try
        {
            _session = _engine.Connect();
            relation.Attach(_session, cancellationToken);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether batches are made on other threads before they are asked for.</summary>
    public bool IsAhead { get; }

    public int Readers { get; }

    public ImmutableArray<ScanBlock> Blocks => _relation.Blocks;

    /// <summary>The batches of one reader's blocks.</summary>
    public IEnumerable<Dataset> Read(int reader, CancellationToken cancellationToken)
    {
        var share = new ScanShare(reader, Readers);
        DuckDbSession session = reader == 0 ? _session! : _engine.Connect();
        try
        {
            using DuckDbStatement statement = _relation.Select(session, _plans, share);
            ScanBlock[]? blocks = Blocks.IsEmpty ? null : [.. Blocks.Where(share.Has)];
            var batches = new BatchReader(_plans, _batchRows, (int)Math.Clamp(_relation.RowCount ?? _batchRows, 1, 1 << 16), blocks, _lent);
            foreach (Dataset batch in batches.Read(statement, cancellationToken)) yield return batch;
        }
        finally
        {
            if (reader > 0) session.Dispose();
        }
    }

    public void Dispose()
    {
        _session?.Dispose();
        _engine.Dispose();
    }
}
