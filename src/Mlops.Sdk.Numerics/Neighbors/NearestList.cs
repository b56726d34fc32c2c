using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>The k nearest so far, ordered by distance, then index.</summary>
internal sealed class NearestList(int capacity)
{
    private readonly double[] _distances = new double[capacity];
    private readonly int[] _indices = new int[capacity];
    private int _count;
    private int _excluded;

    /// <summary>What a candidate must not exceed: infinite until the list is full.</summary>
    public double Worst { get; private set; }

    public bool IsFull => _count == capacity;

    public void Reset(int excluded)
    {
        _count = 0;
        _excluded = excluded;
        Worst = double.PositiveInfinity;
    }

    // Optimized at once, as the scans that call it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Offer(double distance, int index)
    {
        if (index == _excluded || (IsFull && (distance > Worst || (distance == Worst && index > _indices[^1]))))
            return;
        int at = IsFull ? _count - 1 : _count++;
        for (; at > 0 && (_distances[at - 1] > distance || (_distances[at - 1] == distance && _indices[at - 1] > index)); at--)
        {
            _distances[at] = _distances[at - 1];
            _indices[at] = _indices[at - 1];
        }

        _distances[at] = distance;
        _indices[at] = index;
        if (IsFull)
            Worst = _distances[^1];
    }

    public void CopyTo<TKernel>(Span<int> indices, Span<double> distances)
        where TKernel : IMetricKernel
    {
        indices[_count..].Fill(-1);
        distances[_count..].Fill(double.NaN);
        _indices.AsSpan(0, _count).CopyTo(indices);
        for (int i = 0; i < _count; i++)
            distances[i] = TKernel.Finish(_distances[i]);
    }
}
