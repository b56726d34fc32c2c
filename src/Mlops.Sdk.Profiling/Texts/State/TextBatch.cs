using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Puts equal texts of a batch together before they are looked at, as far as a small table finds them.</summary>
internal static class TextBatch
{
    private const int SlotBits = 10;

    [ThreadStatic]
    private static Slot[]? _slots;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(TextState state, TextColumn column)
    {
        Slot[] slots = _slots ??= new Slot[1 << SlotBits];
        Array.Clear(slots);
        ReadOnlySpan<byte> bytes = column.Utf8;
        ReadOnlySpan<int> offsets = column.Offsets;
        bool anyMissing = !column.Missing.IsEmpty;
        for (int row = 0; row < column.Length; row++)
        {
            if (anyMissing && column.IsMissing(row)) continue;
            int start = offsets[row], end = offsets[row + 1];
            ReadOnlySpan<byte> text = bytes[start..end];
            ulong hash = Hashing.OfBytes(text);
            ref Slot slot = ref slots[hash >> (64 - SlotBits)];
            if (slot.Count > 0)
            {
                if (slot.Hash == hash && bytes[slot.Start..slot.End].SequenceEqual(text))
                {
                    slot.Count++;
                    continue;
                }

                state.Add(bytes[slot.Start..], slot.End - slot.Start, slot.Hash, slot.Count);
            }

            slot = new Slot { Hash = hash, Start = start, End = end, Count = 1 };
        }

        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i].Count == 0) continue;
            state.Add(bytes[slots[i].Start..], slots[i].End - slots[i].Start, slots[i].Hash, slots[i].Count);
        }
    }

    private struct Slot
    {
        public ulong Hash;
        public int Start;
        public int End;
        public int Count;
    }
}
