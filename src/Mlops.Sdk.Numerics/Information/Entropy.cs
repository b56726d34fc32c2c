namespace Mlops.Sdk.Numerics;

/// <summary>Shannon's entropy in nats.</summary>
public static class Entropy
{
    /// <summary>The entropy of the shares of counts; zero for no counts.</summary>
    /// <param name="counts">Counts by category, none negative.</param>
    /// <param name="millerMadow">Whether to add (categories - 1) / 2n, the first-order bias of the plug-in estimate (Miller 1955).</param>
    public static double OfCounts(ReadOnlySpan<long> counts, bool millerMadow = false)
    {
        double total = 0;
        int categories = 0;
        foreach (long count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            total += count;
            categories += count > 0 ? 1 : 0;
        }

        if (total == 0)
            return 0;
        double entropy = 0;
        foreach (long count in counts)
        {
            if (count > 0)
                entropy -= count / total * Math.Log(count / total);
        }

        return Math.Max(0, entropy) + (millerMadow ? (categories - 1) / (2 * total) : 0);
    }
}
