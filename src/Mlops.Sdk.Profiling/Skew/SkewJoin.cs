namespace Mlops.Sdk;

/// <summary>Finds for training rows the serving rows of the same key, and counts what differs.</summary>
internal sealed class SkewJoin(SkewKeys keys, ServingRows serving, IReadOnlyList<string> columns, SkewOptions options, RunContext run)
{
    private readonly SkewCounter[] _counters = [.. columns.Select(name => new SkewCounter(name, serving, options.Tolerance))];
    private readonly bool[] _found = new bool[serving.Count];

    /// <summary>The training rows seen.</summary>
    public long Rows { get; private set; }

    public long WithoutKey { get; private set; }

    /// <summary>Rows whose key an earlier row had that was joined.</summary>
    public long Repeated { get; private set; }

    /// <summary>Rows without a serving row, of those that were looked up.</summary>
    public long Alone { get; private set; }

    public long Joined { get; private set; }

    public IEnumerable<ColumnSkew> Columns => _counters.Select(counter => counter.ToSkew(options.ShowValues));

    public void Add(Dataset batch, CancellationToken cancellationToken)
    {
        ulong?[] all = keys.Of(batch);
        var joined = new List<(int Row, int Place)>();
        for (int row = 0; row < all.Length; row++)
        {
            if (all[row] is not { } key) WithoutKey++;
            else if (key >= serving.Limit) continue;
            else if (serving.PlaceOf(key) is not (>= 0 and var place)) Alone++;
            else if (_found[place]) Repeated++;
            else
            {
                _found[place] = true;
                joined.Add((row, place));
            }
        }

        Joined += joined.Count;
        if (joined.Count > 0)
            Parallel.ForEach(_counters, new ParallelOptions { MaxDegreeOfParallelism = run.MaxThreads, CancellationToken = cancellationToken }, counter => counter.Add(batch, joined, Rows));
        Rows += batch.RowCount;
    }
}
