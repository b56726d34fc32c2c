using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Which values lie outside limits or are none of a few, as bits of <see cref="RowBits"/>.</summary>
public static class RangeBits
{
    /// <summary>Marks the values that are not within limits, both inclusive; NaN is within none. Vectorised; O(values).</summary>
    /// <param name="values">The values: of 32 or 64 bits.</param>
    /// <param name="low">The least that is inside.</param>
    /// <param name="high">The greatest that is inside.</param>
    /// <param name="bits">Overwritten: a bit for every value.</param>
    /// <typeparam name="T"><see cref="double"/>, <see cref="long"/> or <see cref="int"/>.</typeparam>
    public static void Outside<T>(ReadOnlySpan<T> values, T low, T high, Span<ulong> bits)
        where T : unmanaged, INumber<T>
    {
        Vector512<T> least = Vector512.Create(low), greatest = Vector512.Create(high);
        int full = values.Length >> 6;
        for (int word = 0; word < full; word++)
        {
            ReadOnlySpan<Vector512<T>> lanes = MemoryMarshal.Cast<T, Vector512<T>>(values.Slice(word << 6, 64));
            ulong inside = 0;
            for (int i = 0; i < lanes.Length; i++)
                inside |= (Vector512.GreaterThanOrEqual(lanes[i], least) & Vector512.LessThanOrEqual(lanes[i], greatest)).ExtractMostSignificantBits() << (i * Vector512<T>.Count);
            bits[word] = ~inside;
        }

        if (full == bits.Length) return;
        ulong last = 0;
        ReadOnlySpan<T> rest = values[(full << 6)..];
        for (int i = 0; i < rest.Length; i++)
            if (!(rest[i] >= low && rest[i] <= high)) last |= 1UL << i;
        bits[full] = last;
    }

    /// <summary>Marks the values that equal none of a few; NaN equals none. Vectorised; O(values x few), for up to about 16.</summary>
    /// <param name="values">The values.</param>
    /// <param name="few">The values to look for.</param>
    /// <param name="bits">Overwritten: a bit for every value.</param>
    /// <typeparam name="T"><see cref="double"/>, <see cref="long"/> or <see cref="int"/>.</typeparam>
    public static void NoneOf<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> few, Span<ulong> bits)
        where T : unmanaged, INumber<T>
    {
        int full = values.Length >> 6;
        for (int word = 0; word < full; word++)
        {
            ReadOnlySpan<Vector512<T>> lanes = MemoryMarshal.Cast<T, Vector512<T>>(values.Slice(word << 6, 64));
            ulong found = 0;
            for (int i = 0; i < lanes.Length; i++)
            {
                Vector512<T> equal = default;
                foreach (T one in few) equal |= Vector512.Equals(lanes[i], Vector512.Create(one));
                found |= equal.ExtractMostSignificantBits() << (i * Vector512<T>.Count);
            }

            bits[word] = ~found;
        }

        if (full == bits.Length) return;
        ulong last = 0;
        ReadOnlySpan<T> rest = values[(full << 6)..];
        for (int i = 0; i < rest.Length; i++)
            if (!few.Contains(rest[i])) last |= 1UL << i;
        bits[full] = last;
    }
}
