using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Sorting of numbers by their bits (radix sort): five to six times as fast as comparing from some thousands of numbers on, with a buffer of the same size.</summary>
/// <remarks>NaN go to the end. Zero and negative zero compare equal but the negative comes first. With rows, equal numbers keep their order (stable).</remarks>
public static partial class Sorting
{
    private const int CompareBelow = 1024;
    private const int DigitBits = 11;
    private const int Digits = 6;
    private const int Buckets = 1 << DigitBits;
    private const ulong DigitMask = Buckets - 1;

    /// <summary>Sorts integers in ascending order, in place.</summary>
    /// <param name="values">The integers.</param>
    public static void Ascending(Span<long> values) => Ascending(values, default);

    /// <summary>Sorts integers in ascending order, in place, with a buffer of the caller's: for one who sorts much once, of which nothing is to stay in a pool.</summary>
    /// <param name="values">The integers.</param>
    /// <param name="spare">As long as the integers, or empty for a buffer of the pool; what it holds afterwards means nothing.</param>
    /// <exception cref="ArgumentException">The buffer is shorter than the integers.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Ascending(Span<long> values, Span<long> spare)
    {
        CheckSpare(values.Length, spare.Length);
        if (values.Length < CompareBelow)
        {
            Few(values);
            return;
        }

        Span<ulong> keys = MemoryMarshal.Cast<long, ulong>(values);
        foreach (ref ulong key in keys) key ^= 1UL << 63;
        SortInPlace(keys, MemoryMarshal.Cast<long, ulong>(spare));
        foreach (ref ulong key in keys) key ^= 1UL << 63;
    }

    /// <summary>Sorts numbers in ascending order, in place.</summary>
    /// <param name="values">The numbers.</param>
    public static void Ascending(Span<double> values) => Ascending(values, default(Span<double>));

    /// <summary>Sorts numbers in ascending order, in place, with a buffer of the caller's: for one who sorts much once, of which nothing is to stay in a pool.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="spare">As long as the numbers, or empty for a buffer of the pool; what it holds afterwards means nothing.</param>
    /// <exception cref="ArgumentException">The buffer is shorter than the numbers.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Ascending(Span<double> values, Span<double> spare)
    {
        CheckSpare(values.Length, spare.Length);
        Span<double> numbers = values[..Selection.MoveMissingLast(values)];
        if (numbers.Length < CompareBelow)
        {
            Few(numbers);
            return;
        }

        Span<ulong> keys = MemoryMarshal.Cast<double, ulong>(numbers);
        foreach (ref ulong key in keys) key = ToKey(BitConverter.UInt64BitsToDouble(key));
        SortInPlace(keys, MemoryMarshal.Cast<double, ulong>(spare));
        foreach (ref ulong key in keys) key = BitConverter.DoubleToUInt64Bits(FromKey(key));
    }

    /// <summary>Sorts numbers in ascending order, in place, and moves their rows along; equal numbers keep their order.</summary>
    /// <param name="values">The numbers, free of NaN.</param>
    /// <param name="rows">One for each number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Ascending(Span<double> values, Span<int> rows)
    {
        if (rows.Length != values.Length)
            throw new ArgumentException($"There are {values.Length} numbers and {rows.Length} rows.", nameof(rows));
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(values.Length);
        Span<ulong> keys = rented.AsSpan(0, values.Length);
        for (int i = 0; i < keys.Length; i++) keys[i] = double.IsNaN(values[i]) ? throw new ArgumentException($"Number {i} is NaN.", nameof(values)) : ToKey(values[i]);
        Ascending(keys, rows);
        for (int i = 0; i < keys.Length; i++) values[i] = FromKey(keys[i]);
        ArrayPool<ulong>.Shared.Return(rented);
    }

    /// <summary>Sorts unsigned integers, such as hashes, in ascending order, in place, and moves their rows along; equal ones keep their order.</summary>
    /// <param name="keys">The integers.</param>
    /// <param name="rows">One for each integer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Ascending(Span<ulong> keys, Span<int> rows)
    {
        if (rows.Length != keys.Length)
            throw new ArgumentException($"There are {keys.Length} integers and {rows.Length} rows.", nameof(rows));
        int count = keys.Length;
        (ulong Key, int Row)[] pairs = ArrayPool<(ulong, int)>.Shared.Rent(count), spare = ArrayPool<(ulong, int)>.Shared.Rent(count);
        for (int i = 0; i < count; i++)
            pairs[i] = (keys[i], rows[i]);
        (ulong Key, int Row)[] from = pairs, to = spare;
        if (count < CompareBelow)
        {
            // The place breaks ties, which makes an unstable sort stable.
            for (int i = 0; i < count; i++)
                from[i].Row = i;
            from.AsSpan(0, count).Sort();
            int[] old = rows.ToArray();
            for (int i = 0; i < count; i++)
                from[i].Row = old[from[i].Row];
        }
        else
        {
            int[] starts = BucketStarts(keys);
            for (int digit = 0; digit < Digits; digit++)
            {
                Span<int> next = starts.AsSpan(digit * Buckets, Buckets);
                if (next[0] < 0)
                    continue;
                int shift = digit * DigitBits;
                foreach ((ulong Key, int Row) pair in from.AsSpan(0, count))
                    to[next[(int)((pair.Key >> shift) & DigitMask)]++] = pair;
                (from, to) = (to, from);
            }
        }

        for (int i = 0; i < count; i++)
            (keys[i], rows[i]) = (from[i].Key, from[i].Row);
        ArrayPool<(ulong, int)>.Shared.Return(pairs);
        ArrayPool<(ulong, int)>.Shared.Return(spare);
    }

    private static void CheckSpare(int values, int spare)
    {
        if (spare > 0 && spare < values) throw new ArgumentException($"There are {values} values and room for {spare}.", nameof(spare));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortInPlace(Span<ulong> keys, Span<ulong> spare)
    {
        ulong[]? rented = spare.IsEmpty ? ArrayPool<ulong>.Shared.Rent(keys.Length) : null;
        int[] starts = BucketStarts(keys);
        Span<ulong> from = keys, to = rented is null ? spare[..keys.Length] : rented.AsSpan(0, keys.Length);
        bool isInPlace = true;
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> next = starts.AsSpan(digit * Buckets, Buckets);
            if (next[0] < 0)
                continue;
            int shift = digit * DigitBits;
            foreach (ulong key in from)
                to[next[(int)((key >> shift) & DigitMask)]++] = key;
            Span<ulong> sorted = to;
            to = from;
            from = sorted;
            isInPlace = !isInPlace;
        }

        if (!isInPlace)
            from.CopyTo(keys);
        if (rented is not null) ArrayPool<ulong>.Shared.Return(rented);
    }

    // Where each bucket of each digit begins; -1 first for a digit that all keys share, which needs no pass.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] BucketStarts(ReadOnlySpan<ulong> keys)
    {
        int[] starts = new int[Digits * Buckets];
        foreach (ulong key in keys)
        {
            starts[(int)(key & DigitMask)]++;
            starts[Buckets + (int)((key >> 11) & DigitMask)]++;
            starts[2 * Buckets + (int)((key >> 22) & DigitMask)]++;
            starts[3 * Buckets + (int)((key >> 33) & DigitMask)]++;
            starts[4 * Buckets + (int)((key >> 44) & DigitMask)]++;
            starts[5 * Buckets + (int)(key >> 55)]++;
        }

        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> counts = starts.AsSpan(digit * Buckets, Buckets);
            if (counts.Contains(keys.Length))
            {
                counts[0] = -1;
                continue;
            }

            int before = 0;
            foreach (ref int count in counts)
                (count, before) = (before, before + count);
        }

        return starts;
    }

    // Flips the sign bit of a positive number and all bits of a negative one: the order of the keys is that of the numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ToKey(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return unchecked((ulong)(bits ^ ((bits >> 63) | long.MinValue)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double FromKey(ulong key)
    {
        long bits = unchecked((long)key);
        return BitConverter.Int64BitsToDouble(bits ^ (~(bits >> 63) | long.MinValue));
    }
}
