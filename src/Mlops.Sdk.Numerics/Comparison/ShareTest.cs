using MathNet.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>Whether two samples have something equally often.</summary>
public static class ShareTest
{
    // Beyond, the normal approximation with its correction is as good as told, and the sum long.
    private const double LeastExpected = 1000;

    /// <summary>The exact test of Fisher, two-sided: the probability, among all ways to deal the cases onto the two samples, of one that is no likelier than that found.</summary>
    /// <remarks>
    /// Equal to SciPy's <c>fisher_exact</c>. Where at least 1,000 cases and as many others are expected in both samples, the normal approximation with Yates' correction. O(cases) below that.
    /// </remarks>
    /// <param name="firstCases">How many of the first sample have it.</param>
    /// <param name="first">The size of the first sample.</param>
    /// <param name="secondCases">How many of the second sample have it.</param>
    /// <param name="second">The size of the second sample.</param>
    /// <returns>The p-value; NaN when a sample is empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of cases is negative or above its sample.</exception>
    public static double PValue(long firstCases, long first, long secondCases, long second)
    {
        if (firstCases < 0 || firstCases > first) throw new ArgumentOutOfRangeException(nameof(firstCases), firstCases, $"Cases are 0 to {first}.");
        if (secondCases < 0 || secondCases > second) throw new ArgumentOutOfRangeException(nameof(secondCases), secondCases, $"Cases are 0 to {second}.");
        if (first == 0 || second == 0) return double.NaN;
        double cases = (double)firstCases + secondCases, all = (double)first + second;
        if (cases == 0 || cases == all) return 1;
        double share = cases / all, least = Math.Min(first, second) * Math.Min(share, 1 - share);
        if (least >= LeastExpected)
        {
            double apart = Math.Abs((firstCases / (double)first) - (secondCases / (double)second)) - (0.5 * ((1.0 / first) + (1.0 / second)));
            return Math.Min(1, 2 * Normal.Survival(Math.Max(0, apart) / Math.Sqrt(share * (1 - share) * ((1.0 / first) + (1.0 / second)))));
        }

        return Exact(firstCases, first, (long)cases, second);
    }

    private static double Exact(long found, long first, long cases, long second)
    {
        long low = Math.Max(0, cases - second), high = Math.Min(cases, first);
        double limit = Log(found, first, cases, second) + 1e-7, sum = 0;

        // From the middle outwards each step is one factor; what is far below the largest adds nothing.
        long middle = Math.Clamp((long)((first + 1.0) * (cases + 1.0) / (first + second + 2.0)), low, high);
        double top = Log(middle, first, cases, second);
        for (long k = middle, step = -1; step <= 1; step += 2, k = middle + 1)
        {
            double log = k == middle ? top : k > high ? double.NegativeInfinity : Log(k, first, cases, second);
            for (; k >= low && k <= high && log > top - 745; k += step)
            {
                if (log <= limit) sum += Math.Exp(log);
                log += step < 0
                    ? Math.Log(k) + Math.Log(second - cases + k) - Math.Log(first - k + 1) - Math.Log(cases - k + 1)
                    : Math.Log(first - k) + Math.Log(cases - k) - Math.Log(k + 1) - Math.Log(second - cases + k + 1);
            }
        }

        return Math.Min(1, sum);
    }

    private static double Log(long k, long first, long cases, long second) => Choose(first, k) + Choose(second, cases - k) - Choose(first + second, cases);

    private static double Choose(double n, double k) => SpecialFunctions.GammaLn(n + 1) - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(n - k + 1);
}
