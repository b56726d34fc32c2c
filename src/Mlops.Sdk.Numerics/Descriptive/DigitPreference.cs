using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Which last digits whole numbers have. Measured quantities end in each about equally often; what people round or estimate ends in 0 and 5 (heaping).</summary>
public static class DigitPreference
{
    /// <summary>How many counters there are: one for each last digit, then one for the multiples of 100.</summary>
    public const int Counters = 11;

    /// <summary>Adds the last digits of numbers of two digits or more; those of one digit are left out.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="counts">As many as <see cref="Counters"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(ReadOnlySpan<long> values, Span<long> counts)
    {
        if (counts.Length != Counters) throw new ArgumentException($"There are {Counters} counters, got {counts.Length}.", nameof(counts));
        long hundreds = 0;
        foreach (long value in values)
        {
            ulong size = value < 0 ? 0UL - (ulong)value : (ulong)value;
            if (size < 10) continue;
            ulong tens = size / 10, digit = size - (10 * tens);
            counts[(int)digit]++;
            hundreds += digit == 0 && tens % 10 == 0 ? 1 : 0;
        }

        counts[Counters - 1] += hundreds;
    }

    /// <summary>Adds the last digits of those numbers that are whole, of two digits or more, and below 2^53 in size.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="counts">As many as <see cref="Counters"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(ReadOnlySpan<double> values, Span<long> counts)
    {
        Span<long> whole = stackalloc long[256];
        int found = 0;
        foreach (double value in values)
        {
            double size = Math.Abs(value);
            if (!(size >= 10 && size < 1L << 53) || size != Math.Truncate(size)) continue;
            whole[found++] = (long)size;
            if (found < whole.Length) continue;
            Count(whole, counts);
            found = 0;
        }

        Count(whole[..found], counts);
    }
}
