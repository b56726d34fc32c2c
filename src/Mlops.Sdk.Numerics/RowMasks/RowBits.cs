using System.Numerics;
using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Sets of rows as bits: 64 rows a word, lowest bit first, bits after the last row unset.</summary>
public static class RowBits
{
    /// <summary>How many words hold the bits of so many rows.</summary>
    /// <param name="rows">The number of rows.</param>
    public static int Words(int rows) => (rows + 63) >> 6;

    /// <summary>Puts every row into the set.</summary>
    /// <param name="bits">The set.</param>
    /// <param name="rows">The number of rows.</param>
    public static void Fill(Span<ulong> bits, int rows)
    {
        bits.Fill(ulong.MaxValue);
        if ((rows & 63) != 0) bits[^1] = (1UL << rows) - 1;
    }

    /// <summary>Keeps the rows that are also in another set.</summary>
    /// <param name="bits">The set.</param>
    /// <param name="other">The other set, of as many words.</param>
    public static void Keep(Span<ulong> bits, ReadOnlySpan<ulong> other) => TensorPrimitives.BitwiseAnd(bits, other, bits);

    /// <summary>Adds the rows of another set.</summary>
    /// <param name="bits">The set.</param>
    /// <param name="other">The other set, of as many words.</param>
    public static void Add(Span<ulong> bits, ReadOnlySpan<ulong> other) => TensorPrimitives.BitwiseOr(bits, other, bits);

    /// <summary>Takes the rows of another set out.</summary>
    /// <param name="bits">The set.</param>
    /// <param name="other">The other set, of as many words.</param>
    public static void Remove(Span<ulong> bits, ReadOnlySpan<ulong> other)
    {
        for (int i = 0; i < bits.Length; i++) bits[i] &= ~other[i];
    }

    /// <summary>How many rows are in the set.</summary>
    /// <param name="bits">The set.</param>
    public static int Count(ReadOnlySpan<ulong> bits)
    {
        int count = 0;
        foreach (ulong word in bits) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>The first row of the set at or after a row, or -1.</summary>
    /// <param name="bits">The set.</param>
    /// <param name="from">The row to begin at.</param>
    public static int Next(ReadOnlySpan<ulong> bits, int from)
    {
        int word = from >> 6;
        if (word >= bits.Length) return -1;
        ulong left = bits[word] & (ulong.MaxValue << from);
        while (left == 0)
        {
            if (++word == bits.Length) return -1;
            left = bits[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(left);
    }
}
