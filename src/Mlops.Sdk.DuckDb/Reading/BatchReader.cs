using System.Collections.Concurrent;
using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads the result of a statement in batches.</summary>
/// <param name="plans">The columns, in the order of the statement.</param>
/// <param name="batchRows">The most rows in a batch.</param>
/// <param name="capacity">The rows to make room for at first.</param>
/// <param name="blocks">The runs of rows that the statement gives, at whose ends batches end; none where it may give any number.</param>
/// <param name="lent">Where batches that come back are told of; null where they are given for good.</param>
internal sealed class BatchReader(ImmutableArray<ColumnPlan> plans, int batchRows, int capacity, IReadOnlyList<ScanBlock>? blocks = null, LentBatches? lent = null)
{
    private readonly ConcurrentQueue<ColumnSink[]> _free = [];

    /// <summary>The batches of a statement that has its parameters.</summary>
    public IEnumerable<Dataset> Read(DuckDbStatement statement, CancellationToken cancellationToken)
    {
        using DuckDbResult result = statement.Execute(cancellationToken);
        ImmutableArray<ResultColumn> columns = result.Columns();
        ColumnSink[]? sinks = null;
        int filled = 0, block = -1;
        long done = 0, left = blocks is null ? long.MaxValue : 0;
        while (result.Fetch())
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int at = 0; at < result.Rows;)
            {
                if (left == 0)
                {
                    if (++block == blocks!.Count) throw Changed(statement);
                    (done, left) = (blocks[block].First, blocks[block].Rows);
                }

                int most = (int)Math.Min(batchRows, left + filled);
                sinks ??= NewSinks(columns, most, done);
                int count = Math.Min(result.Rows - at, most - filled);
                for (int i = 0; i < sinks.Length; i++) sinks[i].Append(result.Slice(i, at, count));
                at += count;
                filled += count;
                left -= count;
                if (filled < most) continue;
                yield return Build(sinks);
                (sinks, done, filled) = (null, done + filled, 0);
            }
        }

        if (blocks is not null && (left > 0 || block < blocks.Count - 1)) throw Changed(statement);
        if (filled > 0) yield return Build(sinks!);
    }

    private static MlopsException Changed(DuckDbStatement statement) => new("MLO1606", $"{statement.Place} has another number of rows than when it was opened. Open the source again.");

    private ColumnSink[] NewSinks(ImmutableArray<ResultColumn> columns, int most, long batchStart)
    {
        if (!_free.TryDequeue(out ColumnSink[]? sinks))
        {
            sinks = new ColumnSink[plans.Length];
            for (int i = 0; i < sinks.Length; i++) sinks[i] = ColumnSink.Create(plans[i], columns[i], Math.Min(capacity, most));
        }

        foreach (ColumnSink sink in sinks) sink.Begin(batchStart);
        return sinks;
    }

    private Dataset Build(ColumnSink[] sinks)
    {
        var data = new Dataset(sinks.Select(sink => sink.Build()));
        foreach (ColumnPlan plan in plans)
            if (plan.Role != ColumnRole.Feature) data = data.WithRole(plan.Name, plan.Role);
        lent?.Add(data, () => _free.Enqueue(sinks));
        return data;
    }
}
