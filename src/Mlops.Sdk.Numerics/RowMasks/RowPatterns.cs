using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Rows of equal flags.</summary>
public static class RowPatterns
{
    /// <summary>Numbers the sets of flags that occur, from 0 in the order in which they do, and gives every row the number of its set. Told apart by 128-bit hashes. Linear in words.</summary>
    /// <param name="sets">The flags of every row, row after row, as many words for each.</param>
    /// <param name="numbers">Takes the number of every row; it says how many rows there are.</param>
    /// <returns>How many different sets there are.</returns>
    /// <exception cref="ArgumentException">The words are no multiple of the rows.</exception>
    public static int Number(ReadOnlySpan<ulong> sets, Span<int> numbers)
    {
        int width = numbers.IsEmpty ? 0 : sets.Length / numbers.Length;
        if (width * numbers.Length != sets.Length) throw new ArgumentException($"{sets.Length} words are no multiple of {numbers.Length} rows.", nameof(sets));
        var known = new Dictionary<(ulong High, ulong Low), int>();
        for (int row = 0; row < numbers.Length; row++)
        {
            int next = known.Count;
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(known, Hashing.OfBytes128(MemoryMarshal.AsBytes(sets.Slice(row * width, width))), out bool isKnown);
            if (!isKnown) number = next;
            numbers[row] = number;
        }

        return known.Count;
    }
}
