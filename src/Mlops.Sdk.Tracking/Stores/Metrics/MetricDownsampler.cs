namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Thins a series out on the way: the points are divided, in the order of their arrival, into equal parts, and of each part the smallest and the greatest value stay, so that no spike is lost to the eye.
/// A part of nothing but NaN keeps one of them; the first and the last point always stay.
/// </summary>
public sealed class MetricDownsampler
{
    private readonly List<MetricPoint> _kept = [];
    private readonly long _count;
    private readonly long _size;
    private long _seen;
    private MetricPoint _least, _greatest;
    private long _leastAt, _greatestAt;
    private bool _empty = true;

    /// <summary>Begins.</summary>
    /// <param name="count">How many points will come.</param>
    /// <param name="most">How many may stay, at least 4.</param>
    public MetricDownsampler(long count, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 4);
        _count = count;
        long parts = (most - 2) / 2;
        _size = count <= most ? 1 : Math.Max(1, (count - 2 + parts - 1) / parts);
    }

    /// <summary>What stays, in its order; complete after the last point has come.</summary>
    public IReadOnlyList<MetricPoint> Points => _kept;

    /// <summary>Takes the next point.</summary>
    /// <param name="point">The point.</param>
    public void Add(MetricPoint point)
    {
        long at = _seen++;
        if (_size == 1 || at == 0 || at >= _count - 1)
        {
            if (at > 0) Close();
            _kept.Add(point);
            return;
        }

        if ((at - 1) % _size == 0) Close();
        Note(point, at);
    }

    /// <summary>Takes the next points.</summary>
    /// <param name="points">The points.</param>
    public void Add(MetricColumns points)
    {
        ArgumentNullException.ThrowIfNull(points);
        ReadOnlySpan<double> values = points.Values;
        for (int i = 0; i < values.Length;)
        {
            long at = _seen;
            if (_size == 1 || at == 0 || at >= _count - 1 || _empty || (at - 1) % _size == 0)
            {
                Add(points[i++]);
                continue;
            }

            // Inside a part only a new extreme is worth making a point of.
            int end = (int)Math.Min(values.Length, Math.Min(i + (_size - (at - 1) % _size), i + (_count - 1 - at)));
            _seen += end - i;
            for (; i < end; i++, at++)
            {
                double value = values[i];
                if (value < _least.Value || value > _greatest.Value || (double.IsNaN(_least.Value) && !double.IsNaN(value))) Note(points[i], at);
            }
        }
    }

    private void Note(MetricPoint point, long at)
    {
        if (_empty || (double.IsNaN(_least.Value) && !double.IsNaN(point.Value)))
        {
            (_least, _leastAt, _greatest, _greatestAt, _empty) = (point, at, point, at, false);
            return;
        }

        if (point.Value < _least.Value) (_least, _leastAt) = (point, at);
        if (point.Value > _greatest.Value) (_greatest, _greatestAt) = (point, at);
    }

    private void Close()
    {
        if (_empty) return;
        _empty = true;
        bool leastFirst = _leastAt <= _greatestAt;
        _kept.Add(leastFirst ? _least : _greatest);
        if (_leastAt != _greatestAt) _kept.Add(leastFirst ? _greatest : _least);
    }
}
