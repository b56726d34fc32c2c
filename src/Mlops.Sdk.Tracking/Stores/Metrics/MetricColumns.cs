using System.Runtime.InteropServices;

namespace Mlops.Sdk.Extensibility;

/// <summary>Points as three columns, which can be filled again and again.</summary>
/// <param name="capacity">For how many points there is room at first.</param>
public sealed class MetricColumns(int capacity = 0)
{
    private double[] _values = new double[capacity];
    private long[] _steps = new long[capacity], _ticks = new long[capacity];

    /// <summary>How many points there are.</summary>
    public int Count { get; private set; }

    /// <summary>Their values.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <summary>Their steps.</summary>
    public ReadOnlySpan<long> Steps => _steps.AsSpan(0, Count);

    /// <summary>Their times in UTC ticks.</summary>
    public ReadOnlySpan<long> Ticks => _ticks.AsSpan(0, Count);

    /// <summary>Forgets the points and keeps the room.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a point.</summary>
    internal void Add(double value, long step, long ticks)
    {
        Reserve(1);
        (_values[Count], _steps[Count], _ticks[Count]) = (value, step, ticks);
        Count++;
    }

    /// <summary>Makes room for points at the end and counts them in; the caller fills them.</summary>
    internal void Extend(int count, out Span<double> values, out Span<long> steps, out Span<long> ticks)
    {
        Reserve(count);
        values = _values.AsSpan(Count, count);
        steps = _steps.AsSpan(Count, count);
        ticks = _ticks.AsSpan(Count, count);
        Count += count;
    }

    /// <summary>A point by its place.</summary>
    internal MetricPoint this[int index] => new(_values[index], _steps[index], new DateTimeOffset(_ticks[index], TimeSpan.Zero));

    /// <summary>Appends the points to a list.</summary>
    /// <param name="points">The list.</param>
    public void AppendTo(List<MetricPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
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
