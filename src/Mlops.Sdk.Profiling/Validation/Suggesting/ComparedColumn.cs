namespace Mlops.Sdk;

/// <summary>The first rows of a column as numbers, to be compared with others.</summary>
internal sealed class ComparedColumn
{
    private const int Shift = 7919;
    private readonly double[] _values;
    private readonly bool _varies;

    public ComparedColumn(ColumnFacts facts, int most)
    {
        Name = facts.Name;
        IsTime = facts.Column is TimestampColumn;
        Column first = facts.Column.Slice(0, Math.Min(most, facts.Column.Length));
        // Ticks of this time are below 2^60: as numbers they are rounded to some hundred, which is 10 microseconds.
        _values = first is TimestampColumn moments ? [.. Enumerable.Range(0, moments.Length).Select(row => moments.IsMissing(row) ? double.NaN : moments.Ticks[row])] : first.ToNumbers().ToArray();
        _varies = facts.Distinct > 1;
    }

    public string Name { get; }

    public bool IsTime { get; }

    /// <summary>Whether no value is above that of another column in its row.</summary>
    public bool IsNeverAbove(ComparedColumn other)
    {
        for (int row = 0; row < _values.Length; row++)
            if (_values[row] > other._values[row]) return false;
        return _varies;
    }

    /// <summary>In how many rows both are there, and in how many this one is below.</summary>
    public (long Both, long Below) Compared(ComparedColumn other)
    {
        long both = 0, below = 0;
        for (int row = 0; row < _values.Length; row++)
        {
            if (double.IsNaN(_values[row]) || double.IsNaN(other._values[row])) continue;
            both++;
            below += _values[row] < other._values[row] ? 1 : 0;
        }

        return (both, below);
    }

    /// <summary>The share of the rows in which this column would be above another one, were its values moved by some rows.</summary>
    public double AboveWhenMixed(ComparedColumn other)
    {
        long both = 0, above = 0;
        for (int row = 0; row < _values.Length; row++)
        {
            double mixed = other._values[(row + (Shift % Math.Max(2, _values.Length)) + 1) % _values.Length];
            if (double.IsNaN(_values[row]) || double.IsNaN(mixed)) continue;
            both++;
            above += _values[row] > mixed ? 1 : 0;
        }

        return both == 0 ? 0 : (double)above / both;
    }

    /// <summary>In how many rows this column is the sum of two others; null as soon as it is not in one, or when one of them is nearly always 0.</summary>
    public long? RowsAsSum(ComparedColumn first, ComparedColumn second)
    {
        long rows = 0, telling = 0;
        for (int row = 0; row < _values.Length; row++)
        {
            double a = first._values[row], b = second._values[row], sum = a + b, total = _values[row];
            if (double.IsNaN(sum) || double.IsNaN(total)) continue;
            if (!(Math.Abs(sum - total) <= 1e-12 * Math.Max(Math.Abs(sum), Math.Abs(total)))) return null;
            rows++;
            telling += a != 0 && b != 0 ? 1 : 0;
        }

        return telling * 2 >= rows ? rows : null;
    }
}
