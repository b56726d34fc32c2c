using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The values of the sampled rows of a column on a number line; a moment is its ticks.</summary>
internal sealed class NumberSample(int capacity)
{
    private double[] _values = [];
    private int _count;

    public void Add(Column column, ReadOnlySpan<RowPlacement> placed)
    {
        Grow(placed);
        double[] values = _values;
        if (column is NumberColumn numbers)
        {
            ReadOnlySpan<double> read = numbers.Values;
            foreach (RowPlacement placement in placed) values[placement.Slot] = read[placement.Row];
            return;
        }

        foreach (RowPlacement placement in placed) values[placement.Slot] = ValueAt(column, placement.Row);
    }

    /// <summary>The values that are there, in ascending order. Nothing can be added afterwards.</summary>
    public double[] ToSorted()
    {
        int known = Selection.MoveMissingLast(_values.AsSpan(0, _count));
        double[] values = known == _values.Length ? _values : _values[..known];
        Sorting.Ascending(values);
        return values;
    }

    private static double ValueAt(Column column, int row) => column switch
    {
        _ when column.IsMissing(row) => double.NaN,
        IntegerColumn integers => integers.Values[row],
        TimestampColumn moments => moments.Ticks[row],
        FlagColumn flags => flags.Values[row] ? 1 : 0,
        _ => throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type} values, which are not on a number line."),
    };

    // Slots are taken in order until all are.
    private void Grow(ReadOnlySpan<RowPlacement> placed)
    {
        foreach (RowPlacement placement in placed)
        {
            if (placement.Slot < _count) break;
            _count = placement.Slot + 1;
        }

        if (_count > _values.Length) Array.Resize(ref _values, (int)Math.Min(capacity, Math.Max(_count, 2L * _values.Length)));
    }
}
