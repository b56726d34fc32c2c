namespace Mlops.Sdk.Numerics;

/// <summary>Whether two classifiers are right equally often on the same rows (McNemar 1947): only the rows count that one of them has right and the other wrong.</summary>
public static class McNemarTest
{
    /// <summary>Below so many rows in which one is right and the other wrong the binomial distribution is used, from there on chi-square.</summary>
    public const int ExactBelow = 25;

    /// <summary>Runs the test: exact where fewer than 25 rows tell, else chi-square with continuity correction (Edwards 1948). O(1).</summary>
    /// <param name="firstOnly">How many rows the first has right and the second wrong.</param>
    /// <param name="secondOnly">How many rows the second has right and the first wrong.</param>
    /// <param name="exact">Null chooses by the number of rows.</param>
    /// <returns>The lesser of the counts (exact) or chi-square, and the two-sided p-value, which is 1 where no row tells or both counts are equal (the correction never goes beyond 0).</returns>
    public static TestResult Run(long firstOnly, long secondOnly, bool? exact = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstOnly);
        ArgumentOutOfRangeException.ThrowIfNegative(secondOnly);
        long telling = firstOnly + secondOnly, least = Math.Min(firstOnly, secondOnly);
        if (exact ?? telling < ExactBelow)
            return new TestResult(least, Math.Min(1, 2 * BinomialBounds.Survival(telling - least - 1, telling, 0.5)));
        if (telling == 0) return new TestResult(0, 1);
        double off = Math.Max(Math.Abs(firstOnly - secondOnly) - 1, 0), statistic = off * off / telling;
        return new TestResult(statistic, ChiSquared.Survival(statistic, 1));
    }

    /// <summary>How much more often the second is right, with the interval of Bonett and Price (2012), which holds from small numbers on. O(1).</summary>
    /// <param name="firstOnly">How many rows the first has right and the second wrong.</param>
    /// <param name="secondOnly">How many rows the second has right and the first wrong.</param>
    /// <param name="rows">All rows, at least 1.</param>
    /// <param name="confidence">How sure the interval is, above 0 and below 1.</param>
    public static (double Difference, double StandardError, double Lower, double Upper) Difference(long firstOnly, long secondOnly, long rows, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, Math.Max(firstOnly + secondOnly, 1));
        if (!(confidence > 0 && confidence < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is above 0 and below 1.");
        double first = (firstOnly + 1.0) / (rows + 2), second = (secondOnly + 1.0) / (rows + 2), center = second - first;
        double error = Math.Sqrt((first + second - center * center) / (rows + 2)), reach = Normal.Quantile((1 + confidence) / 2) * error;
        return ((double)(secondOnly - firstOnly) / rows, error, Math.Max(center - reach, -1), Math.Min(center + reach, 1));
    }
}
