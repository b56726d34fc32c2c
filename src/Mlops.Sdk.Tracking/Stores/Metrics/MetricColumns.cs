using System.Runtime.InteropServices;

namespace Mlops.Sdk.Extensibility;

/// <summary>Points as three columns, which can be filled again and again.</summary>
internal sealed class MetricColumns(int capacity = 0)
{
    private double[] _values = new double[capacity];
    private long[] _steps = new long[capacity], _ticks = new long[capacity];

    public int Count { get; private set; }

    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    public ReadOnlySpan<long> Steps => _steps.AsSpan(0, Count);

    /// <summary>UTC ticks.</summary>
    public ReadOnlySpan<long> Ticks => _ticks.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(double value, long step, long ticks)
    {
        Reserve(1);
        (_values[Count], _steps[Count], _ticks[Count]) = (value, step, ticks);
        Count++;
    }

    /// <summary>Makes room for points at the end and counts them in; the caller fills them.</summary>
    public void Extend(int count, out Span<double> values, out Span<long> steps, out Span<long> ticks)
    {
        Reserve(count);
        values = _values.AsSpan(Count, count);
        steps = _steps.AsSpan(Count, count);
        ticks = _ticks.AsSpan(Count, count);
        Count += count;
    }

    public MetricPoint this[int index] => new(_values[index], _steps[index], new DateTimeOffset(_ticks[index], TimeSpan.Zero));

    public void AppendTo(List<MetricPoint> points)
    {
        int from = points.Count;
        CollectionsMarshal.SetCount(points, from + Count);
        Span<MetricPoint> target = CollectionsMarshal.AsSpan(points)[from..];
        for (int i = 0; i < target.Length; i++) target[i] = this[i];
    }

    private void Reserve(int count)
    {
        if (_values.Length - Count >= count) return;
        int size = Math.Max(Count + count, 2 * _values.Length);
        Array.Resize(ref _values, size);
        Array.Resize(ref _steps, size);
        Array.Resize(ref _ticks, size);
    }
}
