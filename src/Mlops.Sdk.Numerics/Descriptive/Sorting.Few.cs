using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <content>Few items, for which a radix sort is too much: short runs, then merges without branches. Stable.</content>
public static partial class Sorting
{
    private const int RunLength = 8;
    private const int FirstRun = 2 * RunLength;

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

    // As integers that are in the order of the numbers; sorting twice the bits of the negative ones gives them back.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Few(Span<double> values)
    {
        Span<long> bits = MemoryMarshal.Cast<double, long>(values);
        foreach (ref long one in bits) one ^= (one >> 63) & long.MaxValue;
        Few(bits);
        foreach (ref long one in bits) one ^= (one >> 63) & long.MaxValue;
    }

    // Whole columns of eight rows are sorted side by side, and what is left over in the same way in narrower vectors, filled up with the greatest integer.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Few(Span<long> values)
    {
        int whole = RunLength * Vector512<long>.Count, rest = values.Length % whole;
        int padded = values.Length - rest + (rest > whole / 2 ? whole : (rest + FirstRun - 1) / FirstRun * FirstRun);
        Span<long> keys = stackalloc long[padded], spare = stackalloc long[padded];
        values.CopyTo(keys);
        keys[values.Length..].Fill(long.MaxValue);
        ref long from = ref MemoryMarshal.GetReference(keys), to = ref MemoryMarshal.GetReference(spare);
        int start = 0;
        for (; start + whole <= padded; start += whole)
        {
            SortColumns<Vector512<long>, Lanes512>(ref Unsafe.Add(ref from, start));
            for (int column = 0; column < Vector512<long>.Count; column += 2)
                MergeEqual(ref Unsafe.Add(ref from, start + column), ref Unsafe.Add(ref from, start + column + 1), ref Unsafe.Add(ref to, start + (column * RunLength)), RunLength, Vector512<long>.Count);
        }

        for (; start < padded; start += FirstRun)
        {
            SortColumns<Vector128<long>, Lanes128>(ref Unsafe.Add(ref from, start));
            MergeEqual(ref Unsafe.Add(ref from, start), ref Unsafe.Add(ref from, start + 1), ref Unsafe.Add(ref to, start), RunLength, Vector128<long>.Count);
        }

        for (int run = FirstRun; run < padded; run *= 2)
        {
            ref long merged = ref from;
            from = ref to;
            to = ref merged;
            MergeRuns(ref from, ref to, run, padded);
        }

        MemoryMarshal.CreateReadOnlySpan(ref to, values.Length).CopyTo(values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MergeRuns(ref long from, ref long to, int run, int count)
    {
        int start = 0;
        for (; start + (2 * run) <= count; start += 2 * run)
            MergeEqual(ref Unsafe.Add(ref from, start), ref Unsafe.Add(ref from, start + run), ref Unsafe.Add(ref to, start), run, 1);
        int i = start, middle = Math.Min(start + run, count), j = middle;
        while (i < middle && j < count)
        {
            long left = Unsafe.Add(ref from, i), right = Unsafe.Add(ref from, j);
            int takesRight = One(right < left);
            Unsafe.Add(ref to, start++) = left ^ ((left ^ right) & -(long)takesRight);
            j += takesRight;
            i += 1 - takesRight;
        }

        for (; i < middle; i++) Unsafe.Add(ref to, start++) = Unsafe.Add(ref from, i);
        for (; j < count; j++) Unsafe.Add(ref to, start++) = Unsafe.Add(ref from, j);
    }

    // Two sorted runs of one length: from both ends at once, so that neither run can end before the other and two chains of loads are under way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MergeEqual(ref long first, ref long second, ref long to, int length, int step)
    {
        nint i = 0, j = 0, p = (nint)(length - 1) * step, q = p;
        for (int at = 0, back = (2 * length) - 1; at < length; at++, back--)
        {
            long left = Unsafe.Add(ref first, i), right = Unsafe.Add(ref second, j);
            nint takesRight = -(nint)One(right < left);
            Unsafe.Add(ref to, at) = left ^ ((left ^ right) & takesRight);
            j += step & takesRight;
            i += step & ~takesRight;
            left = Unsafe.Add(ref first, p);
            right = Unsafe.Add(ref second, q);
            nint takesLeft = -(nint)One(left > right);
            Unsafe.Add(ref to, back) = right ^ ((left ^ right) & takesLeft);
            p -= step & takesLeft;
            q -= step & ~takesLeft;
        }
    }

    // A choice within a loop would be made a branch, which cannot be foretold.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int One(bool value) => Unsafe.BitCast<bool, byte>(value);

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
                ref T source = ref MemoryMarshal.GetReference(from), target = ref MemoryMarshal.GetReference(to);
                while (i < middle && j < end)
                {
                    T left = Unsafe.Add(ref source, i), right = Unsafe.Add(ref source, j);
                    int takesRight = right.Key < left.Key ? 1 : 0;
                    Unsafe.Add(ref target, at++) = takesRight != 0 ? right : left;
                    j += takesRight;
                    i += 1 - takesRight;
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
}
