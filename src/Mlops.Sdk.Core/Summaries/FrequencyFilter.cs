namespace Mlops.Sdk;

/// <summary>Tells which values of a chunk can be frequent at all, so that a column of mostly different values does not pay for a counter at each of them.</summary>
/// <remarks>Values are counted by slots of their hash; what shares a slot with fewer than <see cref="Least"/> occurrences came less often than that in this chunk, which is added to the bound of every count.</remarks>
internal static class FrequencyFilter
{
    /// <summary>Rows in a chunk.</summary>
    public const int ChunkRows = 8192;

    /// <summary>A chunk of fewer rows is not filtered: the bound would cost more than it saves.</summary>
    public const int LeastRows = 4096;

    /// <summary>Occurrences in a chunk from which a value is followed.</summary>
    public const int Least = 4;

    private const int SlotBits = 15;

    [ThreadStatic]
    private static ushort[]? _slots;

    /// <summary>The counts of the slots of a chunk, valid until the next call on this thread.</summary>
    public static ReadOnlySpan<ushort> Count(ReadOnlySpan<ulong> hashes)
    {
        ushort[] slots = _slots ??= new ushort[1 << SlotBits];
        Array.Clear(slots);
        foreach (ulong hash in hashes) slots[hash >> (64 - SlotBits)]++;
        return slots;
    }

    public static bool Passes(ReadOnlySpan<ushort> slots, ulong hash) => slots[(int)(hash >> (64 - SlotBits))] >= Least;
}
