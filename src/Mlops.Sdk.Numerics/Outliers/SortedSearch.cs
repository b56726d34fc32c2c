namespace Mlops.Sdk.Numerics;

/// <summary>Counts in values that are sorted, by halving.</summary>
internal static class SortedSearch
{
    /// <summary>How many values are less.</summary>
    public static int CountBelow(ReadOnlySpan<double> sorted, double value)
    {
        int low = 0, length = sorted.Length;
        while (length > 0)
        {
            int half = length >> 1;
            bool less = sorted[low + half] < value;
            low = less ? low + half + 1 : low;
            length = less ? length - half - 1 : half;
        }

        return low;
    }

    /// <summary>How many values are less or equal.</summary>
    public static int CountUpTo(ReadOnlySpan<double> sorted, double value) => CountBelow(sorted, Math.BitIncrement(value));
}
