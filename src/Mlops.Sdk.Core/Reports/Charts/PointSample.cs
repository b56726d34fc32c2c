namespace Mlops.Sdk;

/// <summary>A seeded sample without replacement that keeps the order of the points.</summary>
internal static class PointSample
{
    public static PointSeries Take(PointSeries all, int size, ulong seed)
    {
        // Selection sampling (Knuth, TAOCP 2, algorithm S): one pass, exact size, order kept.
        ulong state = seed;
        List<double> x = new(size);
        List<double> y = new(size);
        for (int i = 0; i < all.X.Count && x.Count < size; i++)
        {
            if (NextUnit(ref state) * (all.X.Count - i) < size - x.Count)
            {
                x.Add(all.X[i]);
                y.Add(all.Y[i]);
            }
        }

        return new PointSeries(all.Name, x, y);
    }

    // SplitMix64 (Steele, Lea and Flood 2014): the whole report stack stays free of other parts of the SDK.
    private static double NextUnit(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
