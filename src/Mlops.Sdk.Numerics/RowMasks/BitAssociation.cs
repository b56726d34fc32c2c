using System.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>How two sets of rows go together.</summary>
public static class BitAssociation
{
    /// <summary>How many rows are in both sets. Time is rows / 64.</summary>
    /// <param name="first">One set.</param>
    /// <param name="second">The other set, of as many words.</param>
    /// <exception cref="ArgumentException">The sets have not as many words.</exception>
    public static long CountBoth(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second)
    {
        if (first.Length != second.Length) throw new ArgumentException($"There are {first.Length} and {second.Length} words.", nameof(second));
        long both = 0;
        for (int i = 0; i < first.Length; i++) both += BitOperations.PopCount(first[i] & second[i]);
        return both;
    }

    /// <summary>The correlation of two flags (phi, Pearson's coefficient of 0 and 1): 1 when the sets are the same, -1 when each row is in one of them, NaN when a set has no row or all.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="first">How many are in one set.</param>
    /// <param name="second">How many are in the other.</param>
    /// <param name="both">How many are in both.</param>
    public static double Phi(long rows, long first, long second, long both)
    {
        double x = first, y = second;
        return Math.Clamp((((double)rows * both) - (x * y)) / Math.Sqrt(x * (rows - x)) / Math.Sqrt(y * (rows - y)), -1, 1);
    }
}
