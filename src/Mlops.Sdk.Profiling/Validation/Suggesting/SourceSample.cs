using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Rows of a source taken at random, each with the same chance, in their order and in bounded memory.</summary>
/// <param name="schema">The columns.</param>
/// <param name="most">The most rows.</param>
/// <param name="random">Where the draws come from.</param>
internal sealed class SourceSample(Schema schema, int most, RandomStream random)
{
    // Each part holds on to the levels of its batch.
    private const int MostParts = 64;

    // Every row draws a number; those with the least numbers stay. The cut falls as rows come, so kept rows are thinned out now and then.
    private readonly List<(Dataset Rows, double[] Draws)> _kept = [];
    private double _cut = 1;
    private long _held;

    /// <summary>Offers rows of batches, which are copied.</summary>
    public void Add(IReadOnlyList<Dataset> batches, CancellationToken cancellationToken)
    {
        foreach (Dataset batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(batch);
            if (_held > 2L * most) Thin();
            else if (_kept.Count > MostParts) Join();
        }
    }

    /// <summary>The rows that were taken.</summary>
    public Dataset ToDataset()
    {
        if (_held > most) Thin();
        return _kept.Count == 0 ? Dataset.FromRows([], schema) : Dataset.Concat(_kept.Select(part => part.Rows));
    }

    private void Add(Dataset batch)
    {
        var rows = new List<int>();
        var draws = new List<double>();
        for (int row = 0; row < batch.RowCount; row++)
        {
            double draw = random.NextDouble();
            if (draw >= _cut) continue;
            rows.Add(row);
            draws.Add(draw);
        }

        _kept.Add((batch.Take([.. rows]), [.. draws]));
        _held += rows.Count;
    }

    private void Thin()
    {
        double[] all = [.. _kept.SelectMany(part => part.Draws)];
        Array.Sort(all);
        _cut = all[most];
        _held = 0;
        for (int i = 0; i < _kept.Count; i++)
        {
            (Dataset rows, double[] draws) = _kept[i];
            int[] staying = [.. Enumerable.Range(0, draws.Length).Where(row => draws[row] < _cut)];
            _kept[i] = (rows.Take(staying), [.. staying.Select(row => draws[row])]);
            _held += staying.Length;
        }
    }

    private void Join()
    {
        (Dataset, double[]) joined = (Dataset.Concat(_kept.Select(part => part.Rows)), [.. _kept.SelectMany(part => part.Draws)]);
        _kept.Clear();
        _kept.Add(joined);
    }
}
