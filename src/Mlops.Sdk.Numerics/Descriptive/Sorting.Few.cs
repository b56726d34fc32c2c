using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <content>Few items, for which a radix sort is too much: runs of insertions, then merges without branches. Stable.</content>
public static partial class Sorting
{
    private const int RunLength = 8;

    /// <summary>Sorts items by their keys in ascending order, in place; equal keys keep their order.</summary>
    internal static void ByKey<T>(Span<T> items)
        where T : unmanaged, ISortKey
    {
        if (items.Length <= RunLength)
        {
            Insert(items);
            return;
        }

        T[] spare = System.Buffers.ArrayPool<T>.Shared.Rent(items.Length);
        Merge(items, spare.AsSpan(0, items.Length));
        System.Buffers.ArrayPool<T>.Shared.Return(spare);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Few(Span<double> values)
    {
        Span<PlainKey> keys = stackalloc PlainKey[values.Length], spare = stackalloc PlainKey[values.Length];
        for (int i = 0; i < values.Length; i++) keys[i] = new PlainKey(ToKey(values[i]));
        Merge(keys, spare);
        for (int i = 0; i < values.Length; i++) values[i] = FromKey(keys[i].Key);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Few(Span<long> values)
    {
        Span<PlainKey> keys = stackalloc PlainKey[values.Length], spare = stackalloc PlainKey[values.Length];
        for (int i = 0; i < values.Length; i++) keys[i] = new PlainKey((ulong)(values[i] ^ long.MinValue));
        Merge(keys, spare);
        for (int i = 0; i < values.Length; i++) values[i] = (long)keys[i].Key ^ long.MinValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Merge<T>(Span<T> items, Span<T> spare)
        where T : unmanaged, ISortKey
    {
        for (int start = 0; start < items.Length; start += RunLength) Insert(items[start..Math.Min(start + RunLength, items.Length)]);
        Span<T> from = items, to = spare;
        for (int run = RunLength; run < items.Length; run *= 2)
        {
            for (int start = 0; start < items.Length; start += 2 * run)
            {
                int i = start, middle = Math.Min(start + run, items.Length), j = middle, end = Math.Min(start + (2 * run), items.Length), at = start;
                while (i < middle && j < end)
                {
                    T left = from[i], right = from[j];
                    bool takesRight = right.Key < left.Key;
                    to[at++] = takesRight ? right : left;
                    j += takesRight ? 1 : 0;
                    i += takesRight ? 0 : 1;
                }

                from[i..middle].CopyTo(to[at..]);
                from[j..end].CopyTo(to[(at + middle - i)..]);
            }

            Span<T> sorted = to;
            to = from;
            from = sorted;
        }

        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(from), ref MemoryMarshal.GetReference(items))) from.CopyTo(items);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Insert<T>(Span<T> items)
        where T : unmanaged, ISortKey
    {
        for (int i = 1; i < items.Length; i++)
        {
            T item = items[i];
            int at = i;
            for (; at > 0 && items[at - 1].Key > item.Key; at--) items[at] = items[at - 1];
            items[at] = item;
        }
    }

    /// <summary>What an item is sorted by.</summary>
    internal interface ISortKey
    {
        ulong Key { get; }
    }

    private readonly record struct PlainKey(ulong Key) : ISortKey;
}
