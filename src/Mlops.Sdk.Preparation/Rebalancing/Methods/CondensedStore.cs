namespace Mlops.Sdk;

/// <summary>Rows that stand for all: knows of every row which of them is nearest.</summary>
internal sealed class CondensedStore
{
    private readonly RebalanceWork _work;
    private readonly RebalanceSpace _space;
    private readonly int[] _rows;
    private readonly double[] _scratch;
    private readonly double[] _distances;
    private readonly int[] _classes;
    private readonly bool[] _kept;
    private readonly double _penalty;

    public CondensedStore(RebalanceWork work, RebalanceSpace space)
    {
        (_work, _space, _rows) = (work, space, work.AllRows());
        _scratch = new double[_rows.Length];
        _distances = new double[_rows.Length];
        Array.Fill(_distances, double.PositiveInfinity);
        _classes = new int[_rows.Length];
        Array.Fill(_classes, -1);
        _kept = new bool[_rows.Length];
        _penalty = space.Penalty(_rows);
    }

    public bool Contains(int row) => _kept[row];

    /// <summary>Whether the nearest row of the store is of its class.</summary>
    public bool IsRight(int row) => _classes[row] == _work.Label.Codes.Span[row];

    public void Add(int row)
    {
        _work.Context.CancellationToken.ThrowIfCancellationRequested();
        if (_kept[row]) return;
        _kept[row] = true;
        int code = _work.Label.Codes.Span[row];
        _space.SquaredDistances(row, _rows, _penalty, _scratch);
        for (int other = 0; other < _rows.Length; other++)
        {
            // Of rows at the same distance one of the row's own class counts, so that duplicates in two classes come to an end.
            if (!(_scratch[other] < _distances[other] || _classes[other] < 0 || (_scratch[other] == _distances[other] && code == _work.Label.Codes.Span[other]))) continue;
            _distances[other] = _scratch[other];
            _classes[other] = code;
        }
    }
}
