using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Whole numbers as doubles, and their sum.</summary>
public static class WholeNumbers
{
    /// <summary>The nearest double of each whole number: the same number up to 2^53.</summary>
    /// <param name="values">The whole numbers.</param>
    /// <param name="numbers">As long as the values, or longer.</param>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToNumbers(ReadOnlySpan<long> values, Span<double> numbers)
    {
        if (numbers.Length < values.Length) throw new ArgumentException($"There is room for {numbers.Length} of {values.Length} numbers.", nameof(numbers));
        ref long from = ref MemoryMarshal.GetReference(values);
        ref double to = ref MemoryMarshal.GetReference(numbers);
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= values.Length - Vector512<long>.Count; i += Vector512<long>.Count) Vector512.ConvertToDouble(Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < values.Length; i++) numbers[i] = values[i];
    }

    /// <summary>The exact sum; no order, and no cut of the same numbers, changes it.</summary>
    /// <param name="values">The whole numbers, at most 2^31.</param>
    /// <remarks>Upper and lower halves are added apart, so that neither overflows.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Int128 Sum(ReadOnlySpan<long> values)
    {
        ReadOnlySpan<Vector512<long>> lanes = MemoryMarshal.Cast<long, Vector512<long>>(values);
        Vector512<long> upper = default, lower = default, mask = Vector512.Create(0xFFFF_FFFFL);
        foreach (Vector512<long> lane in lanes)
        {
            upper += lane >> 32;
            lower += lane & mask;
        }

        long high = Vector512.Sum(upper), low = Vector512.Sum(lower);
        foreach (long value in values[(lanes.Length * Vector512<long>.Count)..])
        {
            high += value >> 32;
            low += value & 0xFFFF_FFFFL;
        }

        return ((Int128)high << 32) + low;
    }
}
