using System.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>In how many of several sets of rows each row is, 64 rows at a time: bit k of the number of a row is its bit in the k-th plane, each plane as long as a set.</summary>
/// <remarks>Vertical counters (carry-save addition): about two operations a word and set, whatever the number of sets.</remarks>
public static class RowTallies
{
    /// <summary>How many planes hold numbers up to a greatest one.</summary>
    /// <param name="most">The number of sets, 1 or more.</param>
    public static int Planes(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return BitOperations.Log2((uint)most) + 1;
    }

    /// <summary>Adds one for each row of a set.</summary>
    /// <param name="planes">The planes one after the other; there must be enough of them for all sets.</param>
    /// <param name="set">The set.</param>
    public static void Add(Span<ulong> planes, ReadOnlySpan<ulong> set)
    {
        for (int word = 0; word < set.Length; word++)
        {
            ulong carry = set[word];
            for (int at = word; carry != 0; at += set.Length)
            {
                ulong bit = planes[at];
                planes[at] = bit ^ carry;
                carry &= bit;
            }
        }
    }

    /// <summary>The rows that are in at least so many sets.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="limit">The least number of sets, 1 or more.</param>
    /// <param name="rows">Overwritten: the rows.</param>
    public static void AtLeast(ReadOnlySpan<ulong> planes, int limit, Span<ulong> rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        rows.Clear();
        if (rows.IsEmpty || Planes(limit) > planes.Length / rows.Length) return;
        for (int word = 0; word < rows.Length; word++)
        {
            // From the highest plane down: what is above already, and what is the same so far.
            ulong above = 0, same = ulong.MaxValue;
            for (int plane = (planes.Length / rows.Length) - 1; plane >= 0; plane--)
            {
                ulong bit = planes[(plane * rows.Length) + word];
                if ((limit >> plane & 1) != 0)
                {
                    same &= bit;
                }
                else
                {
                    above |= same & bit;
                    same &= ~bit;
                }
            }

            rows[word] = above | same;
        }
    }
}
