using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Numbers and integers as 64-bit keys: an integer is its own, a number its bits, with one zero.</summary>
internal static class NumericKey<T>
    where T : unmanaged
{
    private static bool IsNumber => typeof(T) == typeof(double);

    public static long ToKey(T value) => IsNumber ? BitConverter.DoubleToInt64Bits(Unsafe.BitCast<T, double>(value) + 0.0) : Unsafe.BitCast<T, long>(value);

    public static T OfKey(long key) => Unsafe.BitCast<long, T>(key);

    public static double ToNumber(T value) => IsNumber ? Unsafe.BitCast<T, double>(value) : Unsafe.BitCast<T, long>(value);

    public static ulong HashOf(T value) => Hashing.OfInt64(ToKey(value));

    /// <summary>The value of a hash: none other has it.</summary>
    public static T OfHash(ulong hash) => OfKey((long)Hashing.Unmix(hash));

    public static void Hash(ReadOnlySpan<T> values, Span<ulong> hashes)
    {
        if (IsNumber) Hashing.OfDoubles(MemoryMarshal.Cast<T, double>(values), hashes);
        else Hashing.OfInt64s(MemoryMarshal.Cast<T, long>(values), hashes);
    }

    /// <summary>Whether two values are one: negative zero is zero.</summary>
    public static bool AreEqual(T a, T b) => IsNumber ? Unsafe.BitCast<T, double>(a) == Unsafe.BitCast<T, double>(b) : Unsafe.BitCast<T, long>(a) == Unsafe.BitCast<T, long>(b);

    /// <summary>Copies values, negative zero as zero.</summary>
    public static void Copy(ReadOnlySpan<T> values, Span<T> to)
    {
        values.CopyTo(to);
        if (IsNumber) PositiveZeros(MemoryMarshal.Cast<T, double>(to[..values.Length]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PositiveZeros(Span<double> values)
    {
        foreach (ref double value in values) value += 0.0;
    }

    /// <summary>Sorts values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="spare">Room for as many, or none.</param>
    public static void Sort(Span<T> values, Span<T> spare)
    {
        if (IsNumber) Sorting.Ascending(MemoryMarshal.Cast<T, double>(values), MemoryMarshal.Cast<T, double>(spare));
        else Sorting.Ascending(MemoryMarshal.Cast<T, long>(values), MemoryMarshal.Cast<T, long>(spare));
    }
}
