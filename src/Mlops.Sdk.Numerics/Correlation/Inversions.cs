using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>How many pairs of a sequence stand in falling order.</summary>
/// <remarks>
/// By digits of up to four bits from the highest on: a pair is in falling order when its highest digits that differ are. One walk counts, for each item, the earlier ones of a greater digit and distributes the items;
/// there is no branch that cannot be predicted, which makes it several times as fast as a merge sort. Short runs are compared all with all, eight at a time.
/// </remarks>
internal static class Inversions
{
    private const int DigitBits = 4;
    private const int Digits = 1 << DigitBits;
    private const int Short = 64;

    // For every digit which ones are less.
    private static readonly int[] s_less = [.. Enumerable.Range(0, Digits * Digits).Select(i => i % Digits < i / Digits ? 1 : 0)];

    /// <summary>Counts; the order of the items is lost.</summary>
    /// <param name="items">The sequence, none negative.</param>
    /// <param name="spare">As many places.</param>
    public static long Count(Span<int> items, Span<int> spare)
    {
        if (items.Length < 2) return 0;
        int bits = 32 - BitOperations.LeadingZeroCount((uint)Math.Max(1, TensorPrimitives.Max<int>(items))), passes = (bits + DigitBits - 1) / DigitBits, width = (bits + passes - 1) / passes;
        return Count(items, spare, (passes - 1) * width, width);
    }

    private static long Count(Span<int> items, Span<int> spare, int shift, int width)
    {
        if (items.Length <= Short) return CountShort(items);
        Span<int> next = stackalloc int[Digits + 1];
        next.Clear();
        long count = Distribute(items, spare, next, shift, (1 << width) - 1);
        int start = 0;
        for (int digit = 0; digit < Digits && shift > 0; digit++)
        {
            int end = next[digit];
            if (end - start > 1) count += Count(spare[start..end], items[start..end], shift - width, width);
            start = end;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Distribute(ReadOnlySpan<int> items, Span<int> spare, Span<int> next, int shift, int mask)
    {
        foreach (int item in items) next[((item >> shift) & mask) + 1]++;
        for (int digit = 0; digit < Digits; digit++) next[digit + 1] += next[digit];
        Span<int> greater = stackalloc int[Digits];
        greater.Clear();
        ref int earlier = ref MemoryMarshal.GetReference(greater), less = ref MemoryMarshal.GetArrayDataReference(s_less), target = ref MemoryMarshal.GetReference(spare), place = ref MemoryMarshal.GetReference(next);
        long count = 0;
        foreach (int item in items)
        {
            int digit = (item >> shift) & mask;
            count += Unsafe.Add(ref earlier, digit);
            ref int step = ref Unsafe.Add(ref less, digit * Digits);
            (Vector256.LoadUnsafe(ref earlier) + Vector256.LoadUnsafe(ref step)).StoreUnsafe(ref earlier);
            (Vector256.LoadUnsafe(ref earlier, 8) + Vector256.LoadUnsafe(ref step, 8)).StoreUnsafe(ref earlier, 8);
            Unsafe.Add(ref target, Unsafe.Add(ref place, digit)++) = item;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long CountShort(ReadOnlySpan<int> items)
    {
        Span<int> padded = stackalloc int[Short];
        items.CopyTo(padded);
        ref int first = ref MemoryMarshal.GetReference(padded);
        long count = 0;
        for (int i = 1; i < items.Length; i++)
        {
            Vector256<int> item = Vector256.Create(items[i]);
            ulong greater = 0;
            for (int j = 0; j < i; j += Vector256<int>.Count) greater |= (ulong)Vector256.GreaterThan(Vector256.LoadUnsafe(ref first, (nuint)j), item).ExtractMostSignificantBits() << j;
            count += BitOperations.PopCount(greater & ((1UL << i) - 1));
        }

        return count;
    }
}
