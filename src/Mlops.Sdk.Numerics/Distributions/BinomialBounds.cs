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

    /// <summary>A count that a future sample exceeds with at most a small probability, having seen another sample, whatever the true share.</summary>
    /// <remarks>
    /// The least k with F(x; n, p) S(k; m, p) at most a for every p, where F is the distribution of what was seen and S the survival of what is to come. Since F(X) is uniform or above it,
    /// the chance of more than k is at most E min(1, a / F(X)), that is a (1 + ln 1/a); a is chosen to make that <paramref name="alarm"/>. The product is log-concave in p, so its greatest value is found by a golden section.
    /// </remarks>
    /// <param name="successes">How often it happened, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">The size of the sample that was seen, at least 1.</param>
    /// <param name="nextTrials">The size of the sample to come.</param>
    /// <param name="alarm">The probability of more, above 0 and below 1.</param>
    public static long PredictedUpper(long successes, long trials, long nextTrials, double alarm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        if (!(alarm > 0 && alarm < 1)) throw new ArgumentOutOfRangeException(nameof(alarm), alarm, "The probability is above 0 and below 1.");
        double level = alarm;
        for (int i = 0; i < 50; i++) level = alarm / (1 - Math.Log(level));
        long low = (long)Math.Floor((double)successes / trials * nextTrials), high = nextTrials;
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            if (GreatestJoint(successes, trials, middle, nextTrials) <= level) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static double GreatestJoint(long successes, long trials, long next, long nextTrials)
    {
        double Joint(double p) => (1 - Survival(successes, trials, p)) * Survival(next, nextTrials, p);
        const double golden = 0.6180339887498949;
        double low = (double)successes / trials, high = Math.Min(1, Math.Max(low, (next + 1.0) / nextTrials));
        double a = high - golden * (high - low), b = low + golden * (high - low), atA = Joint(a), atB = Joint(b);
        for (int i = 0; i < 40 && high - low > 1e-4 * high; i++)
        {
            if (atA < atB) (low, a, atA, b, atB) = (a, b, atB, a + golden * (high - a), double.NaN);
            else (high, b, atB, a, atA) = (b, a, atA, b - golden * (b - low), double.NaN);
            if (double.IsNaN(atA)) atA = Joint(a);
            if (double.IsNaN(atB)) atB = Joint(b);
        }

        return Math.Max(atA, atB);
    }

    private static double Z(double confidence) =>
        confidence is >= 0.5 and < 1 ? Normal.Quantile(confidence) : throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is 0.5 to below 1.");

    private static double Wilson(double share, double trials, double z)
    {
        double square = z * z, center = share + square / (2 * trials), reach = z * Math.Sqrt(share * (1 - share) / trials + square / (4 * trials * trials));
        return Math.Clamp((center + reach) / (1 + square / trials), 0, 1);
    }
}
