namespace Mlops.Sdk.Numerics;

/// <summary>Compares two empirical distributions that are given by ascending values and the weight up to and with each, as sketches and exact summaries give them. Linear time.</summary>
public static class CumulativeComparison
{
    /// <summary>The two-sample test of Kolmogorov and Smirnov, with the asymptotic p-value.</summary>
    /// <param name="first">The values of one sample, ascending, free of NaN.</param>
    /// <param name="firstCumulative">For each, how many values are at most that.</param>
    /// <param name="second">The values of the other sample.</param>
    /// <param name="secondCumulative">For each, how many values are at most that.</param>
    /// <param name="rankError">By how much a share may be off on both sides together: it is taken off the distance before the p-value, so that what a sketch makes up is not told as a difference.</param>
    /// <returns>The greatest distance of the two distribution functions as they are, and the p-value of that less the error; NaN when a sample is empty.</returns>
    public static TestResult KolmogorovSmirnov(ReadOnlySpan<double> first, ReadOnlySpan<long> firstCumulative, ReadOnlySpan<double> second, ReadOnlySpan<long> secondCumulative, double rankError = 0)
    {
        Require(first, firstCumulative, second, secondCumulative);
        if (!(rankError >= 0)) throw new ArgumentOutOfRangeException(nameof(rankError), rankError, "An error is 0 or more.");
        if (first.IsEmpty || second.IsEmpty) return TestResult.NotPossible;
        double n = firstCumulative[^1], m = secondCumulative[^1], distance = 0;
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            double value = Math.Min(first[i], second[j]);
            while (i < first.Length && first[i] == value) i++;
            while (j < second.Length && second[j] == value) j++;
            distance = Math.Max(distance, Math.Abs((i == 0 ? 0 : firstCumulative[i - 1] / n) - (j == 0 ? 0 : secondCumulative[j - 1] / m)));
        }

        double p = KolmogorovDistribution.Survival(Math.Max(0, distance - rankError), Math.Max(1, Math.Round(n * m / (n + m), MidpointRounding.ToEven)));
        return new(distance, p);
    }

    /// <summary>The Wasserstein-1 (earth mover's) distance: the area between the two distribution functions, in the unit of the data. NaN when a sample is empty; infinite or NaN with infinite values.</summary>
    /// <param name="first">The values of one sample, ascending, free of NaN.</param>
    /// <param name="firstCumulative">For each, how many values are at most that.</param>
    /// <param name="second">The values of the other sample.</param>
    /// <param name="secondCumulative">For each, how many values are at most that.</param>
    public static double Wasserstein(ReadOnlySpan<double> first, ReadOnlySpan<long> firstCumulative, ReadOnlySpan<double> second, ReadOnlySpan<long> secondCumulative)
    {
        Require(first, firstCumulative, second, secondCumulative);
        if (first.IsEmpty || second.IsEmpty) return double.NaN;
        double n = firstCumulative[^1], m = secondCumulative[^1], area = 0, at = Math.Min(first[0], second[0]);
        for (int i = 0, j = 0; i < first.Length || j < second.Length;)
        {
            bool takeFirst = j == second.Length || (i < first.Length && first[i] <= second[j]);
            double next = takeFirst ? first[i] : second[j];
            double apart = (i == 0 ? 0 : firstCumulative[i - 1] / n) - (j == 0 ? 0 : secondCumulative[j - 1] / m);
            if (next > at && apart != 0) area += Math.Abs(apart) * (next - at);
            at = next;
            if (takeFirst) i++;
            else j++;
        }

        return area;
    }

    private static void Require(ReadOnlySpan<double> first, ReadOnlySpan<long> firstCumulative, ReadOnlySpan<double> second, ReadOnlySpan<long> secondCumulative)
    {
        if (first.Length != firstCumulative.Length) throw new ArgumentException($"There are {first.Length} values and {firstCumulative.Length} weights.", nameof(firstCumulative));
        if (second.Length != secondCumulative.Length) throw new ArgumentException($"There are {second.Length} values and {secondCumulative.Length} weights.", nameof(secondCumulative));
    }
}
