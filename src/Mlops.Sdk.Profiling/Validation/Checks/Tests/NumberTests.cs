using System.Collections.Frozen;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The number is neither NaN nor infinite, as far as is asked.</summary>
internal sealed class FiniteTest(string column, bool allowNaN, bool allowInfinite) : ColumnTest(column)
{
    protected override void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing)
    {
        if (batch.Column<Column>(Column) is not NumberColumn numbers) failing.Clear();
        else if (allowNaN) FiniteBits.Infinite(numbers.Values, failing);
        else if (allowInfinite) FiniteBits.NaN(numbers.Values, failing);
        else RangeBits.Outside(numbers.Values, double.MinValue, double.MaxValue, failing);
    }
}

/// <summary>The number lies within limits, both inclusive.</summary>
internal sealed class NumberRangeTest(string column, double low, double high) : ColumnTest(column)
{
    protected override void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing)
    {
        switch (batch.Column<Column>(Column))
        {
            case NumberColumn numbers: RangeBits.Outside(numbers.Values, low, high, failing); break;
            case IntegerColumn integers when low > high || low > 9.2233720368547748e18 || high < -9.2233720368547758e18: failing.Fill(ulong.MaxValue); break;
            case IntegerColumn integers: RangeBits.Outside(integers.Values, Whole(Math.Ceiling(low)), Whole(Math.Floor(high)), failing); break;
            default: RangeBits.Outside(batch.Numbers(Column), low, high, failing); break;
        }
    }

    // Integers are compared as such: as numbers those beyond 2^53 would be rounded. The conversion saturates.
    private static long Whole(double limit) => (long)limit;
}

/// <summary>The number is, or is not, one of a list.</summary>
internal sealed class NumberSetTest : ColumnTest
{
    private const int MostCompared = 16;

    private readonly bool _not;
    private readonly double[] _numbers;
    private readonly long[] _integers;
    private readonly FrozenSet<double> _numberSet;
    private readonly FrozenSet<long> _integerSet;

    public NumberSetTest(string column, IEnumerable<double> values, bool not)
        : base(column)
    {
        _not = not;
        _numbers = [.. values.Distinct()];
        _integers = [.. _numbers.Where(value => Math.Floor(value) == value && Math.Abs(value) < 9.2233720368547748e18).Select(value => (long)value)];
        _numberSet = _numbers.ToFrozenSet();
        _integerSet = _integers.ToFrozenSet();
    }

    /// <summary>For integers beyond 2^53, which have no number of their own.</summary>
    public NumberSetTest(string column, IReadOnlyCollection<long> values, bool not)
        : this(column, values.Select(value => (double)value), not)
    {
        _integers = [.. values.Distinct()];
        _integerSet = _integers.ToFrozenSet();
    }

    protected override void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing)
    {
        if (batch.Column<Column>(Column) is IntegerColumn integers) Outside(integers.Values, _integers, _integerSet, failing);
        else Outside(batch.Numbers(Column), _numbers, _numberSet, failing);
        if (!_not) return;
        foreach (ref ulong word in failing) word = ~word;
    }

    private static void Outside<T>(ReadOnlySpan<T> values, T[] few, FrozenSet<T> set, Span<ulong> failing)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        if (few.Length <= MostCompared)
        {
            RangeBits.NoneOf(values, few, failing);
            return;
        }

        failing.Clear();
        for (int row = 0; row < values.Length; row++)
            if (!set.Contains(values[row])) failing[row >> 6] |= 1UL << row;
    }
}
