namespace Mlops.Sdk.Numerics;

/// <summary>The bound that the score of a further row stays below with a given probability, whatever the scores are distributed like, as long as rows are exchangeable (Vovk, Gammerman and Shafer 2005).</summary>
public static class ConformalQuantile
{
    /// <summary>The ceil((n + 1) coverage)-th smallest of n scores: a further score is at most that with a probability of at least <paramref name="coverage"/>, and at most coverage + 1 / (n + 1) where scores do not tie. O(n log n).</summary>
    /// <param name="scores">The scores; no NaN.</param>
    /// <param name="coverage">The probability, above 0 and below 1.</param>
    /// <returns>Positive infinity where there are too few scores to say anything: fewer than <see cref="LeastCount"/>.</returns>
    public static double Of(ReadOnlySpan<double> scores, double coverage)
    {
        double rank = Rank(scores.Length, coverage);
        if (rank > scores.Length) return double.PositiveInfinity;
        double[] sorted = scores.ToArray();
        Sorting.Ascending(sorted);
        return sorted[(int)rank - 1];
    }

    /// <summary>The fewest scores from which a finite bound can come.</summary>
    /// <param name="coverage">The probability, above 0 and below 1.</param>
    public static int LeastCount(double coverage)
    {
        Check(coverage);
        int count = (int)Math.Ceiling(coverage / (1 - coverage) * (1 - 1e-12));
        return Rank(count, coverage) <= count ? count : count + 1;
    }

    /// <summary>The conformal p-value of a further score: (1 + how many scores are at least as great) / (n + 1). Of rows like those of the scores it is at most p with a probability of at most p. O(log n).</summary>
    /// <param name="sorted">The scores in ascending order; no NaN.</param>
    /// <param name="score">The further score.</param>
    public static double PValue(ReadOnlySpan<double> sorted, double score) => (1.0 + sorted.Length - SortedSearch.CountBelow(sorted, score)) / (sorted.Length + 1.0);

    // A product such as 20 * 0.95 may come out a bit above the whole number that it is.
    private static double Rank(int count, double coverage)
    {
        Check(coverage);
        return Math.Max(Math.Ceiling((count + 1) * coverage * (1 - 1e-12)), 1);
    }

    private static void Check(double coverage)
    {
        if (!(coverage > 0 && coverage < 1)) throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "A coverage is above 0 and below 1.");
    }
}
