namespace Mlops.Sdk.Numerics;

/// <summary>Resamples of rows with replacement in which every stratum keeps its size (Efron and Tibshirani 1993, chapter 6).</summary>
public static class StratifiedBootstrap
{
    /// <summary>Draws one resample. O(rows); the same stream gives the same counts.</summary>
    /// <param name="random">The stream of this resample.</param>
    /// <param name="ends">Where each stratum ends: rows from the end of the one before, or 0.</param>
    /// <param name="counts">Receives how often each row was drawn.</param>
    public static void Draw(RandomStream random, ReadOnlySpan<int> ends, Span<byte> counts)
    {
        ArgumentNullException.ThrowIfNull(random);
        counts.Clear();
        int start = 0;
        foreach (int end in ends)
        {
            Span<byte> stratum = counts[start..end];
            Fill(random, stratum);
            start = end;
        }
    }

    // Two draws from each 64 random bits by multiply and shift: the bias is below rows / 2^32, far under the noise of any resample.
    private static void Fill(RandomStream random, Span<byte> stratum)
    {
        uint size = (uint)stratum.Length;
        int drawn = 0;
        for (; drawn + 2 <= stratum.Length; drawn += 2)
        {
            ulong bits = random.NextUInt64();
            Increment(ref stratum[(int)(((bits >> 32) * size) >> 32)]);
            Increment(ref stratum[(int)(((bits & 0xFFFFFFFF) * size) >> 32)]);
        }

        if (drawn < stratum.Length) Increment(ref stratum[(int)(((random.NextUInt64() >> 32) * size) >> 32)]);
    }

    // One row drawn more than 255 times does not happen in strata that are large enough for it: its chance is below 1e-300.
    private static void Increment(ref byte count) => count = (byte)Math.Min(count + 1, byte.MaxValue);
}
