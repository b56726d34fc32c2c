using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>In which rows two columns do not stand to each other as they should, as bits of <see cref="RowBits"/>. NaN stands in no relation to anything but being different.</summary>
public static class ComparisonBits
{
    /// <summary>Marks the rows in which the left value is not below the right one.</summary>
    /// <param name="left">The left values.</param>
    /// <param name="right">The right values, as many.</param>
    /// <param name="slack">How much the left one may be above and still pass; 0 or more.</param>
    /// <param name="bits">Overwritten: a bit for every row.</param>
    /// <typeparam name="T"><see cref="double"/> or <see cref="long"/>.</typeparam>
    public static void NotBelow<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, T slack, Span<ulong> bits)
        where T : unmanaged, INumber<T> => Mark<T, BelowTest<T>>(left, right, slack, bits);

    /// <summary>Marks the rows in which the left value is not at most the right one.</summary>
    /// <inheritdoc cref="NotBelow"/>
    public static void NotAtMost<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, T slack, Span<ulong> bits)
        where T : unmanaged, INumber<T> => Mark<T, AtMostTest<T>>(left, right, slack, bits);

    /// <summary>Marks the rows in which the values differ by more than the slack.</summary>
    /// <inheritdoc cref="NotBelow"/>
    public static void NotEqual<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, T slack, Span<ulong> bits)
        where T : unmanaged, INumber<T> => Mark<T, EqualTest<T>>(left, right, slack, bits);

    /// <summary>Marks the rows in which a sum is off its total: |sum - total| is above the tolerance and above 1e-12 of the larger, which is what rounding can do. NaN is off.</summary>
    /// <param name="sum">The sums.</param>
    /// <param name="total">The totals, as many.</param>
    /// <param name="tolerance">How far a sum may be off, 0 or more.</param>
    /// <param name="bits">Overwritten: a bit for every row.</param>
    public static void Off(ReadOnlySpan<double> sum, ReadOnlySpan<double> total, double tolerance, Span<ulong> bits)
    {
        bits.Clear();
        for (int row = 0; row < sum.Length; row++)
        {
            double a = sum[row], b = total[row];
            bool right = a == b || Math.Abs(a - b) <= Math.Max(tolerance, 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b)));
            bits[row >> 6] |= (right ? 0UL : 1UL) << row;
        }
    }

    private static void Mark<T, TTest>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, T slack, Span<ulong> bits)
        where T : unmanaged, INumber<T>
        where TTest : IPairTest<T>
    {
        Vector512<T> more = Vector512.Create(slack);
        int full = left.Length >> 6;
        for (int word = 0; word < full; word++)
        {
            ReadOnlySpan<Vector512<T>> a = MemoryMarshal.Cast<T, Vector512<T>>(left.Slice(word << 6, 64)), b = MemoryMarshal.Cast<T, Vector512<T>>(right.Slice(word << 6, 64));
            ulong holds = 0;
            for (int i = 0; i < a.Length; i++) holds |= TTest.Holds(a[i], b[i], more).ExtractMostSignificantBits() << (i * Vector512<T>.Count);
            bits[word] = ~holds;
        }

        if (full == bits.Length) return;
        ulong last = 0;
        for (int i = full << 6; i < left.Length; i++)
            if (!TTest.Holds(left[i], right[i], slack)) last |= 1UL << i;
        bits[full] = last;
    }

    private interface IPairTest<T>
        where T : unmanaged, INumber<T>
    {
        static abstract Vector512<T> Holds(Vector512<T> left, Vector512<T> right, Vector512<T> slack);

        static abstract bool Holds(T left, T right, T slack);
    }

    private readonly struct BelowTest<T> : IPairTest<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Holds(Vector512<T> left, Vector512<T> right, Vector512<T> slack) => Vector512.LessThan(left, right + slack);

        public static bool Holds(T left, T right, T slack) => left < right + slack;
    }

    private readonly struct AtMostTest<T> : IPairTest<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Holds(Vector512<T> left, Vector512<T> right, Vector512<T> slack) => Vector512.LessThanOrEqual(left, right + slack);

        public static bool Holds(T left, T right, T slack) => left <= right + slack;
    }

    // Both sides moved by the slack, not the difference taken: equal infinities have no difference.
    private readonly struct EqualTest<T> : IPairTest<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Holds(Vector512<T> left, Vector512<T> right, Vector512<T> slack) =>
            Vector512.LessThanOrEqual(left, right + slack) & Vector512.LessThanOrEqual(right, left + slack);

        public static bool Holds(T left, T right, T slack) => left <= right + slack && right <= left + slack;
    }
}
