using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Which numbers are NaN or infinite, as bits of <see cref="RowBits"/>.</summary>
public static class FiniteBits
{
    /// <summary>Marks NaN. Vectorised; O(values).</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="bits">Overwritten: a bit for every number.</param>
    public static void NaN(ReadOnlySpan<double> values, Span<ulong> bits)
    {
        int full = values.Length >> 6;
        for (int word = 0; word < full; word++)
        {
            ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(values.Slice(word << 6, 64));
            ulong numbers = 0;
            for (int i = 0; i < lanes.Length; i++) numbers |= Vector512.Equals(lanes[i], lanes[i]).ExtractMostSignificantBits() << (i * 8);
            bits[word] = ~numbers;
        }

        Rest(values, full, bits, double.IsNaN);
    }

    /// <summary>Marks positive and negative infinity. Vectorised; O(values).</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="bits">Overwritten: a bit for every number.</param>
    public static void Infinite(ReadOnlySpan<double> values, Span<ulong> bits)
    {
        Vector512<double> infinity = Vector512.Create(double.PositiveInfinity);
        int full = values.Length >> 6;
        for (int word = 0; word < full; word++)
        {
            ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(values.Slice(word << 6, 64));
            ulong infinite = 0;
            for (int i = 0; i < lanes.Length; i++) infinite |= Vector512.Equals(Vector512.Abs(lanes[i]), infinity).ExtractMostSignificantBits() << (i * 8);
            bits[word] = infinite;
        }

        Rest(values, full, bits, double.IsInfinity);
    }

    private static void Rest(ReadOnlySpan<double> values, int full, Span<ulong> bits, Func<double, bool> test)
    {
        if (full == bits.Length) return;
        ulong last = 0;
        ReadOnlySpan<double> rest = values[(full << 6)..];
        for (int i = 0; i < rest.Length; i++)
            if (test(rest[i])) last |= 1UL << i;
        bits[full] = last;
    }
}
