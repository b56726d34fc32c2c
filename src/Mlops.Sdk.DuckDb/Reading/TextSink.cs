using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Texts, whose UTF-8 is copied as it is.</summary>
internal sealed class TextSink : ColumnSink
{
    private byte[] _bytes;
    private int[] _offsets;
    private int _end;

    public TextSink(ColumnPlan plan, int capacity)
        : base(plan)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(64, plan.TextBytes is > 0 and var known ? (int)Math.Min(known * capacity * 1.1, 1 << 24) : capacity));
        _offsets = GC.AllocateUninitializedArray<int>(capacity + 1);
        _offsets[0] = 0;
    }

    public override Column Build()
    {
        if (Rows > 0) Plan.TextBytes = (double)_end / Rows;
        return new TextColumn(Plan.Name, _bytes.AsMemory(0, _end), _offsets.AsMemory(0, Rows + 1), Missing.ToMask(Rows));
    }

    protected override void Clear() => _end = 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override unsafe void Take(VectorSlice slice)
    {
        Span<int> offsets = Room(ref _offsets, slice.Count + 1);
        offsets[0] = _end;
        TextSlot* slots = slice.Pointer<TextSlot>();
        Reserve(TotalBytes(slice, slots));
        int end = _end;
        fixed (byte* bytes = _bytes)
        {
            for (int row = 0; row < slice.Count; row++)
            {
                TextSlot* slot = slots + row;
                if (slice.HasNulls && slice.IsNull(row))
                {
                    offsets[row + 1] = end;
                    continue;
                }

                uint length = slot->Length;
                if (length <= TextSlot.MaxInside)
                {
                    // Twelve bytes whatever the length; the next text overwrites what is too many.
                    *(uint*)(bytes + end) = (uint)(slot->Head >> 32);
                    *(ulong*)(bytes + end + 4) = slot->Tail;
                }
                else
                {
                    new ReadOnlySpan<byte>(slot->Outside, (int)length).CopyTo(new Span<byte>(bytes + end, (int)length));
                }

                offsets[row + 1] = end += (int)length;
            }
        }

        _end = end;
    }

    private static unsafe long TotalBytes(VectorSlice slice, TextSlot* slots)
    {
        long total = 0;
        if (!slice.HasNulls)
        {
            for (int row = 0; row < slice.Count; row++) total += slots[row].Length;
            return total;
        }

        for (int row = 0; row < slice.Count; row++) total += slice.IsNull(row) ? 0 : slots[row].Length;
        return total;
    }

    private void Reserve(long count)
    {
        long needed = _end + count + TextSlot.MaxInside;
        if (needed <= _bytes.Length) return;
        if (needed > Array.MaxLength)
            throw new MlopsException("MLO1010", $"Text column '{Plan.Name}' has more than 2 GiB in one batch. Read smaller batches with ReadBatches(batchRows), or leave the column out with DuckDbOptions.Columns.");
        byte[] larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(Math.Max(needed, _bytes.Length * 2L), Array.MaxLength));
        _bytes.AsSpan(0, _end).CopyTo(larger);
        _bytes = larger;
    }
}
