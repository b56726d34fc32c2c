namespace Mlops.Sdk.Numerics;

/// <summary>Distances of two samples of counts over the same categories or bins. NaN when a sample is empty. Linear time.</summary>
public static class CountDistance
{
    /// <summary>The population stability index: the sum of (r - c) ln(r / c) over the shares, the symmetric Kullback-Leibler divergence.</summary>
    /// <param name="reference">Counts of the reference.</param>
    /// <param name="current">Counts to compare.</param>
    /// <param name="floor">A share below this counts as this, without renormalizing, so that an empty bin costs a finite amount; categories empty in both are left out.</param>
    public static double PopulationStabilityIndex(ReadOnlySpan<long> reference, ReadOnlySpan<long> current, double floor = 1e-4)
    {
        if (!(floor > 0 && floor < 1))
            throw new ArgumentOutOfRangeException(nameof(floor), floor, "The floor of a share lies between 0 and 1.");
        (double n, double m) = Counts.Totals(reference, current);
        if (n == 0 || m == 0)
            return double.NaN;
        double sum = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            if (reference[i] == 0 && current[i] == 0)
                continue;
            double r = Math.Max(floor, reference[i] / n), c = Math.Max(floor, current[i] / m);
            sum += (r - c) * Math.Log(r / c);
        }

        return sum;
    }

    /// <summary>The Jensen-Shannon distance: the square root of the divergence with logarithms to base 2, between 0 and 1.</summary>
    /// <param name="first">Counts of one sample.</param>
    /// <param name="second">Counts of the other sample.</param>
    public static double JensenShannon(ReadOnlySpan<long> first, ReadOnlySpan<long> second)
    {
        (double n, double m) = Counts.Totals(first, second);
        if (n == 0 || m == 0)
            return double.NaN;
        double divergence = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double p = first[i] / n, q = second[i] / m, middle = 0.5 * (p + q);
            divergence += Term(p, middle) + Term(q, middle);
        }

        return Math.Sqrt(Math.Clamp(0.5 * divergence, 0, 1));
    }

    /// <summary>The greatest absolute difference of two shares of one category, between 0 and 1.</summary>
    /// <param name="first">Counts of one sample.</param>
    /// <param name="second">Counts of the other sample.</param>
    public static double GreatestChange(ReadOnlySpan<long> first, ReadOnlySpan<long> second)
    {
        (double n, double m) = Counts.Totals(first, second);
        if (n == 0 || m == 0)
            return double.NaN;
        double most = 0;
        for (int i = 0; i < first.Length; i++)
            most = Math.Max(most, Math.Abs(first[i] / n - second[i] / m));
        return most;
    }

    /// <summary>The total variation distance: half the sum of the absolute differences of the shares, between 0 and 1.</summary>
    /// <param name="first">Counts of one sample.</param>
    /// <param name="second">Counts of the other sample.</param>
    public static double TotalVariation(ReadOnlySpan<long> first, ReadOnlySpan<long> second)
    {
        (double n, double m) = Counts.Totals(first, second);
        if (n == 0 || m == 0)
            return double.NaN;
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
            sum += Math.Abs(first[i] / n - second[i] / m);
        return 0.5 * sum;
    }

    /// <summary>The Hellinger distance, between 0 and 1.</summary>
    /// <param name="first">Counts of one sample.</param>
    /// <param name="second">Counts of the other sample.</param>
    public static double Hellinger(ReadOnlySpan<long> first, ReadOnlySpan<long> second)
    {
        (double n, double m) = Counts.Totals(first, second);
        if (n == 0 || m == 0)
            return double.NaN;
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double difference = Math.Sqrt(first[i] / n) - Math.Sqrt(second[i] / m);
            sum += difference * difference;
        }

        return Math.Sqrt(0.5 * sum);
    }

    private static double Term(double p, double middle) => p == 0 ? 0 : p * Math.Log2(p / middle);
}
