using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

public static partial class Hashing
{
    private const string NoRoom = "There is room for fewer hashes than there are values.";

    /// <summary>The hashes of integers, each that of <see cref="OfInt64"/>.</summary>
    /// <param name="values">Any values.</param>
    /// <param name="hashes">As long as the values, or longer.</param>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    public static void OfInt64s(ReadOnlySpan<long> values, Span<ulong> hashes)
    {
        if (hashes.Length < values.Length) throw new ArgumentException(NoRoom, nameof(hashes));
        MixAll(MemoryMarshal.Cast<long, ulong>(values), hashes);
    }

    /// <summary>The hashes of numbers, each that of <see cref="OfDouble"/>.</summary>
    /// <param name="values">Any values.</param>
    /// <param name="hashes">As long as the values, or longer.</param>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfDoubles(ReadOnlySpan<double> values, Span<ulong> hashes)
    {
        if (hashes.Length < values.Length) throw new ArgumentException(NoRoom, nameof(hashes));
        ref double from = ref MemoryMarshal.GetReference(values);
        ref ulong to = ref MemoryMarshal.GetReference(hashes);
        int i = 0;
        for (; i <= values.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            // Adding zero makes negative zero positive.
            Vector512<double> value = Vector512.LoadUnsafe(ref from, (nuint)i) + Vector512<double>.Zero;
            Vector512<ulong> bits = Vector512.ConditionalSelect(Vector512.Equals(value, value).AsUInt64(), value.AsUInt64(), Vector512.Create(CanonicalNaN));
            Mix(bits).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < values.Length; i++) hashes[i] = OfDouble(values[i]);
    }

    /// <summary>What <see cref="Mix(ulong)"/> made a value of, so that <c>Unmix(Mix(x)) == x</c>: the integer or the bits of the number of a hash.</summary>
    /// <param name="hash">Any value.</param>
    public static ulong Unmix(ulong hash)
    {
        ulong z = unchecked((hash ^ (hash >> 31) ^ (hash >> 62)) * 0x319642B2D24D8EC3UL);
        z = unchecked((z ^ (z >> 27) ^ (z >> 54)) * 0x96DE1B173F119089UL);
        return unchecked((z ^ (z >> 30) ^ (z >> 60)) - GoldenGamma);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixAll(ReadOnlySpan<ulong> values, Span<ulong> hashes)
    {
        ref ulong from = ref MemoryMarshal.GetReference(values), to = ref MemoryMarshal.GetReference(hashes);
        int i = 0;
        for (; i <= values.Length - Vector512<ulong>.Count; i += Vector512<ulong>.Count) Mix(Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < values.Length; i++) hashes[i] = Mix(values[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Mix(Vector512<ulong> value)
    {
        Vector512<ulong> z = value + Vector512.Create(GoldenGamma);
        z = (z ^ (z >>> 30)) * Vector512.Create(0xBF58476D1CE4E5B9UL);
        z = (z ^ (z >>> 27)) * Vector512.Create(0x94D049BB133111EBUL);
        return z ^ (z >>> 31);
    }
}
