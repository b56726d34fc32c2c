using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Tells which values of a chunk can be frequent at all, so that a column of mostly different values does not pay for a counter at each of them.</summary>
/// <remarks>Values are counted by slots of their hash; what shares a slot with too few occurrences came less often than that in this chunk, which is added to the bound of every count.</remarks>
internal static class FrequencyFilter
{
    /// <summary>A chunk of fewer rows is not filtered: the bound would cost more than it saves.</summary>
    public const int LeastRows = 4096;

    private const int SlotBits = 14;

    /// <summary>Occurrences from which a value of a chunk is followed.</summary>
    public static int LeastOf(int rows) => rows < LeastRows ? 1 : rows < 3 * LeastRows ? 4 : 6;

    /// <summary>Counts the slots of a chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ushort[] Count(ReadOnlySpan<ulong> hashes)
    {
        ushort[] slots = SummaryScratch.Slots(1 << SlotBits);
        Array.Clear(slots);
        foreach (ulong hash in hashes) slots[(int)(hash >> (64 - SlotBits))]++;
        return slots;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Passes(ushort[] slots, ulong hash, int least) => slots[(int)(hash >> (64 - SlotBits))] >= least;
}
