using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Rows that stand for all: knows of every row which of them is nearest.</summary>
internal sealed class CondensedStore
{
    private readonly RebalanceWork _work;
    private readonly RowDistances _rows;
    private readonly double[] _squared;
    private readonly double[] _nearest;
    private readonly int[] _classes;
    private readonly bool[] _kept;

    public CondensedStore(RebalanceWork work, RebalanceSpace space)
    {
        int[] all = work.AllRows();
        (_work, _rows) = (work, space.DistancesTo(all, all));
        _squared = new double[all.Length];
        _nearest = new double[all.Length];
        Array.Fill(_nearest, double.PositiveInfinity);
        _classes = new int[all.Length];
        Array.Fill(_classes, -1);
        _kept = new bool[all.Length];
    }

    public bool Contains(int row) => _kept[row];

    /// <summary>Whether the nearest row of the store is of its class.</summary>
    public bool IsRight(int row) => _classes[row] == _work.Label.Codes.Span[row];

    public void Add(int row)
    {
        _work.Context.CancellationToken.ThrowIfCancellationRequested();
        if (_kept[row]) return;
        _kept[row] = true;
        _rows.Squared(row, _squared);
        ClassNeighbors.TakeNearer(_squared, _work.Label.Codes.Span[row], _work.Label.Codes.Span, _nearest, _classes);
    }
}
