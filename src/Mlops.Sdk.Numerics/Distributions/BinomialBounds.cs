using MathNet.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>Bounds on shares from counts.</summary>
public static class BinomialBounds
{
    /// <summary>The one-sided lower bound of Wilson (1927, score interval) on a probability.</summary>
    /// <param name="successes">How often it happened, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">How often it could have; 0 gives 0.</param>
    /// <param name="confidence">The probability with which the bound holds, 0.5 to below 1.</param>
    public static double WilsonLower(double successes, double trials, double confidence) => trials > 0 ? Wilson(successes / trials, trials, -Z(confidence)) : 0;

    /// <summary>The one-sided upper bound of Wilson (1927, score interval) on a probability.</summary>
    /// <param name="successes">How often it happened, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">How often it could have; 0 gives 1.</param>
    /// <param name="confidence">The probability with which the bound holds, 0.5 to below 1.</param>
    public static double WilsonUpper(double successes, double trials, double confidence) => trials > 0 ? Wilson(successes / trials, trials, Z(confidence)) : 1;

    /// <summary>P(X > k) for X binomial.</summary>
    /// <param name="k">Any count.</param>
    /// <param name="trials">The number of trials.</param>
    /// <param name="probability">The probability of each, 0 to 1.</param>
    public static double Survival(long k, long trials, double probability)
    {
        Tail.Require(probability);
        if (k < 0) return 1;
        if (k >= trials || probability == 0) return 0;
        return probability == 1 ? 1 : SpecialFunctions.BetaRegularized(k + 1, trials - k, probability);
    }

    /// <summary>The least count that a binomial variable exceeds with at most a small probability.</summary>
    /// <param name="trials">The number of trials.</param>
    /// <param name="probability">The probability of each, 0 to 1.</param>
    /// <param name="tail">The probability of more.</param>
    public static long UpperCount(long trials, double probability, double tail)
    {
        Tail.Require(tail);
        long low = 0, high = trials;
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            if (Survival(middle, trials, probability) <= tail) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static double Z(double confidence) =>
        confidence is >= 0.5 and < 1 ? Normal.Quantile(confidence) : throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is 0.5 to below 1.");

    private static double Wilson(double share, double trials, double z)
    {
        double square = z * z, center = share + square / (2 * trials), reach = z * Math.Sqrt(share * (1 - share) / trials + square / (4 * trials * trials));
        return Math.Clamp((center + reach) / (1 + square / trials), 0, 1);
    }
}
