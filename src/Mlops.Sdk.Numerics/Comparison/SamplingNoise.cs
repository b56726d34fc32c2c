namespace Mlops.Sdk.Numerics;

/// <summary>How far two samples of one population differ by chance: for each measure the difference that they pass with at most a given probability, two-sided.</summary>
/// <remarks>Each is a closed form that errs on the side of a wider bound, so that it can be had from counts and moments alone. NaN where a sample is empty or too small to tell.</remarks>
public static class SamplingNoise
{
    private const long FewCases = 400;

    /// <summary>The absolute difference of two shares. Up to 400 cases together by the binomial distribution of how the cases divide between the samples, beyond that by the normal one.</summary>
    /// <param name="firstCases">Cases in the first sample, 0 to <paramref name="first"/>.</param>
    /// <param name="first">The size of the first sample.</param>
    /// <param name="secondCases">Cases in the second sample, 0 to <paramref name="second"/>.</param>
    /// <param name="second">The size of the second sample.</param>
    /// <param name="rate">The probability, above 0 and below 1.</param>
    public static double ShareDifference(long firstCases, long first, long secondCases, long second, double rate)
    {
        RequireRate(rate);
        RequireCases(firstCases, first, nameof(firstCases));
        RequireCases(secondCases, second, nameof(secondCases));
        if (first == 0 || second == 0) return double.NaN;
        double all = (double)first + second;
        long cases = firstCases + secondCases;
        long fewer = (long)Math.Min(cases, all - cases);
        if (fewer > FewCases)
        {
            double share = cases / all;
            return Normal.Quantile(1 - (rate / 2)) * Math.Sqrt(share * (1 - share) * ((1.0 / first) + (1.0 / second)));
        }

        long inSecond = Math.Min(BinomialBounds.UpperCount(fewer, second / all, rate / 2), second), inFirst = Math.Min(BinomialBounds.UpperCount(fewer, first / all, rate / 2), first);
        return Math.Max(((double)inSecond / second) - ((double)(fewer - inSecond) / first), ((double)inFirst / first) - ((double)(fewer - inFirst) / second));
    }

    /// <summary>The Kolmogorov-Smirnov distance, by its asymptotic distribution: sqrt(-ln(rate / 2) / 2) sqrt((n + m) / (n m)). Wider than it need be for small samples and for ties.</summary>
    /// <param name="first">The size of the first sample.</param>
    /// <param name="second">The size of the second sample.</param>
    /// <param name="rate">The probability, above 0 and below 1.</param>
    public static double KolmogorovSmirnov(long first, long second, double rate)
    {
        RequireRate(rate);
        return first <= 0 || second <= 0 ? double.NaN : Math.Min(1, Math.Sqrt(-0.5 * Math.Log(rate / 2)) * Math.Sqrt((1.0 / first) + (1.0 / second)));
    }

    /// <summary>The total variation distance of counts: its expectation, at most sqrt(2/pi) / 2 times the sum of sqrt(p (1 - p) (1/n + 1/m)), and what it deviates from that by the inequality of McDiarmid (1989), sqrt(ln(1 / rate) / 2 (1/n + 1/m)).</summary>
    /// <param name="first">Counts of the first sample.</param>
    /// <param name="second">Counts of the second sample over the same categories.</param>
    /// <param name="rate">The probability, above 0 and below 1.</param>
    public static double TotalVariation(ReadOnlySpan<long> first, ReadOnlySpan<long> second, double rate)
    {
        RequireRate(rate);
        (double n, double m) = Counts.Totals(first, second);
        if (n == 0 || m == 0) return double.NaN;
        double sum = 0, size = (1 / n) + (1 / m);
        for (int i = 0; i < first.Length; i++)
        {
            double share = (first[i] + second[i]) / (n + m);
            sum += Math.Sqrt(share * (1 - share));
        }

        return Math.Min(1, (0.5 * Math.Sqrt(2 / Math.PI * size) * sum) + Math.Sqrt(0.5 * Math.Log(1 / rate) * size));
    }

    /// <summary>The population stability index over bins that each have several rows: (1/n + 1/m) times it is about chi-squared (Yurdakul 2018).</summary>
    /// <param name="bins">The number of bins.</param>
    /// <param name="first">The size of the first sample.</param>
    /// <param name="second">The size of the second sample.</param>
    /// <param name="rate">The probability, above 0 and below 1.</param>
    public static double StabilityIndex(int bins, long first, long second, double rate)
    {
        RequireRate(rate);
        return first <= 0 || second <= 0 ? double.NaN : bins < 2 ? 0 : ChiSquared.Quantile(1 - rate, bins - 1) * ((1.0 / first) + (1.0 / second));
    }

    /// <summary>The absolute difference of two means, by Student's t with the greater of the pooled standard error and that of Welch.</summary>
    /// <param name="firstVariance">The variance of the first sample.</param>
    /// <param name="first">The size of the first sample.</param>
    /// <param name="secondVariance">The variance of the second sample.</param>
    /// <param name="second">The size of the second sample.</param>
    /// <param name="rate">The probability, above 0 and below 1.</param>
    public static double MeanDifference(double firstVariance, long first, double secondVariance, long second, double rate)
    {
        RequireRate(rate);
        if (first < 2 || second < 2) return double.NaN;
        double n = first, m = second, pooled = (((n - 1) * firstVariance) + ((m - 1) * secondVariance)) / (n + m - 2) * ((1 / n) + (1 / m)), welch = (firstVariance / n) + (secondVariance / m);
        return StudentT.Quantile(1 - (rate / 2), Math.Min(n, m) - 1) * Math.Sqrt(Math.Max(pooled, welch));
    }

    /// <summary>The factor between two standard deviations, 1 or more: exp(z sqrt((k + 2) / 4 (1/n + 1/m))) for an excess kurtosis k.</summary>
    /// <param name="excessKurtosis">The excess kurtosis of the population; the greater of the samples' errs on the safe side. Taken as 0 at least.</param>
    /// <param name="first">The size of the first sample.</param>
    /// <param name="second">The size of the second sample.</param>
    /// <param name="rate">The probability, above 0 and below 1.</param>
    public static double SpreadRatio(double excessKurtosis, long first, long second, double rate)
    {
        RequireRate(rate);
        if (first < 4 || second < 4 || double.IsNaN(excessKurtosis)) return double.NaN;
        return Math.Exp(Normal.Quantile(1 - (rate / 2)) * Math.Sqrt((Math.Max(0, excessKurtosis) + 2) / 4 * ((1.0 / first) + (1.0 / second))));
    }

    /// <summary>How many values of the second sample lie beyond the greatest of the first: fewer than this with all but the given probability, whatever the distribution. That the k greatest of all are in the second has probability (m / (n + m))^k at most.</summary>
    /// <param name="first">The size of the first sample.</param>
    /// <param name="second">The size of the second sample.</param>
    /// <param name="rate">The probability, above 0 and below 1.</param>
    public static double Exceedances(long first, long second, double rate)
    {
        RequireRate(rate);
        return first <= 0 || second <= 0 ? double.NaN : Math.Ceiling(Math.Log(rate) / Math.Log(second / ((double)first + second)));
    }

    private static void RequireRate(double rate)
    {
        if (!(rate > 0 && rate < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "A probability lies above 0 and below 1.");
    }

    private static void RequireCases(long cases, long size, string name)
    {
        if (cases < 0 || cases > size) throw new ArgumentOutOfRangeException(name, cases, $"There are 0 to {size} cases.");
    }
}
