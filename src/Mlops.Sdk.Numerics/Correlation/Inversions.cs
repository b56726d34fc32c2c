using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>How many pairs of a sequence stand in falling order.</summary>
internal static class Inversions
{
    private const int Block = 16;

    /// <summary>Counts by merge sort, n log n; the items, none negative, end up sorted in one of the two spans.</summary>
    public static long Count(Span<int> items, Span<int> spare)
    {
        long count = 0;
        for (int start = 0; start < items.Length; start += Block) count += SortBlock(items.Slice(start, Math.Min(Block, items.Length - start)));
        Span<int> from = items, to = spare;
        for (long width = Block; width < items.Length; width *= 2)
        {
            for (long start = 0; start < items.Length; start += 2 * width)
            {
                int middle = (int)Math.Min(start + width, items.Length), end = (int)Math.Min(start + (2 * width), items.Length);
                count += Merge(from[(int)start..middle], from[middle..end], to[(int)start..end]);
            }

            Span<int> sorted = to;
            to = from;
            from = sorted;
        }

        return count;
    }

    private static long SortBlock(Span<int> items)
    {
        long count = 0;
        for (int i = 1; i < items.Length; i++)
        {
            int item = items[i], at = i;
            for (; at > 0 && items[at - 1] > item; at--) items[at] = items[at - 1];
            items[at] = item;
            count += i - at;
        }

        return count;
    }

    // Which side is less cannot be predicted, so the loop has no branch on it.
    private static long Merge(ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<int> into)
    {
        if (right.IsEmpty || left[^1] <= right[0])
        {
            left.CopyTo(into);
            right.CopyTo(into[left.Length..]);
            return 0;
        }

        ref int a = ref MemoryMarshal.GetReference(left), b = ref MemoryMarshal.GetReference(right), target = ref MemoryMarshal.GetReference(into);
        int i = 0, j = 0, leftLength = left.Length, rightLength = right.Length;
        long count = 0;
        while (i < leftLength && j < rightLength)
        {
            int first = Unsafe.Add(ref a, i), second = Unsafe.Add(ref b, j);
            int falls = (int)((uint)(second - first) >> 31);
            Unsafe.Add(ref target, i + j) = falls != 0 ? second : first;
            count += -falls & (leftLength - i);
            j += falls;
            i += 1 - falls;
        }

        left[i..].CopyTo(into[(i + j)..]);
        right[j..].CopyTo(into[(leftLength + j)..]);
        return count;
    }
}
