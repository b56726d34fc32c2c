using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <content>Columns of eight rows, as many as a vector has lanes, sorted side by side.</content>
public static partial class Sorting
{
    private interface ILanes<TVector>
    {
        static abstract TVector Load(ref long from, int row);

        static abstract void Store(TVector vector, ref long to, int row);

        static abstract (TVector Low, TVector High) Order(TVector a, TVector b);
    }

    // A network of 19 exchanges.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SortColumns<TVector, TLanes>(ref long rows)
        where TLanes : struct, ILanes<TVector>
    {
        TVector a = TLanes.Load(ref rows, 0), b = TLanes.Load(ref rows, 1), c = TLanes.Load(ref rows, 2), d = TLanes.Load(ref rows, 3);
        TVector e = TLanes.Load(ref rows, 4), f = TLanes.Load(ref rows, 5), g = TLanes.Load(ref rows, 6), h = TLanes.Load(ref rows, 7);
        (a, c) = TLanes.Order(a, c);
        (b, d) = TLanes.Order(b, d);
        (e, g) = TLanes.Order(e, g);
        (f, h) = TLanes.Order(f, h);
        (a, e) = TLanes.Order(a, e);
        (b, f) = TLanes.Order(b, f);
        (c, g) = TLanes.Order(c, g);
        (d, h) = TLanes.Order(d, h);
        (a, b) = TLanes.Order(a, b);
        (c, d) = TLanes.Order(c, d);
        (e, f) = TLanes.Order(e, f);
        (g, h) = TLanes.Order(g, h);
        (c, e) = TLanes.Order(c, e);
        (d, f) = TLanes.Order(d, f);
        (b, e) = TLanes.Order(b, e);
        (d, g) = TLanes.Order(d, g);
        (b, c) = TLanes.Order(b, c);
        (d, e) = TLanes.Order(d, e);
        (f, g) = TLanes.Order(f, g);
        TLanes.Store(a, ref rows, 0);
        TLanes.Store(b, ref rows, 1);
        TLanes.Store(c, ref rows, 2);
        TLanes.Store(d, ref rows, 3);
        TLanes.Store(e, ref rows, 4);
        TLanes.Store(f, ref rows, 5);
        TLanes.Store(g, ref rows, 6);
        TLanes.Store(h, ref rows, 7);
    }

    private readonly struct Lanes512 : ILanes<Vector512<long>>
    {
        public static int Count => Vector512<long>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<long> Load(ref long from, int row) => Vector512.LoadUnsafe(ref from, (nuint)(row * Count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Vector512<long> vector, ref long to, int row) => vector.StoreUnsafe(ref to, (nuint)(row * Count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector512<long> Low, Vector512<long> High) Order(Vector512<long> a, Vector512<long> b) => (Vector512.Min(a, b), Vector512.Max(a, b));
    }

    private readonly struct Lanes128 : ILanes<Vector128<long>>
    {
        public static int Count => Vector128<long>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<long> Load(ref long from, int row) => Vector128.LoadUnsafe(ref from, (nuint)(row * Count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Vector128<long> vector, ref long to, int row) => vector.StoreUnsafe(ref to, (nuint)(row * Count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector128<long> Low, Vector128<long> High) Order(Vector128<long> a, Vector128<long> b) => (Vector128.Min(a, b), Vector128.Max(a, b));
    }
}
