namespace Mlops.Sdk;

/// <summary>The area under the ROC curve of two distributions: the probability that a value of the second is greater, ties counted half.</summary>
internal static class ClassSeparation
{
    /// <summary>Of two empirical distributions, values ascending; in the better direction.</summary>
    public static double Of((double[] Values, long[] Weights) first, (double[] Values, long[] Weights) second)
    {
        double below = 0, wins = 0;
        int i = 0, j = 0;
        while (j < second.Values.Length)
        {
            double value = second.Values[j], tied = 0, weight = 0;
            while (i < first.Values.Length && first.Values[i] < value) below += Weight(first.Weights, i++);
            while (i < first.Values.Length && first.Values[i] == value) tied += Weight(first.Weights, i++);
            while (j < second.Values.Length && second.Values[j] == value) weight += Weight(second.Weights, j++);
            wins += weight * (below + (tied / 2));
            below += tied;
        }

        double area = wins / ((double)first.Weights[^1] * second.Weights[^1]);
        return Math.Max(area, 1 - area);
    }

    /// <summary>Of counts by level, in the order of the levels that tells most.</summary>
    public static double Of(IEnumerable<(long First, long Second)> levels)
    {
        (long First, long Second)[] ordered = [.. levels.Where(level => level.First + level.Second > 0).OrderBy(level => (double)level.Second / (level.First + level.Second))];
        double below = 0, wins = 0;
        foreach ((long first, long second) in ordered)
        {
            wins += second * (below + (first / 2.0));
            below += first;
        }

        return wins / (below * ordered.Sum(level => level.Second));
    }

    private static long Weight(long[] cumulative, int index) => cumulative[index] - (index == 0 ? 0 : cumulative[index - 1]);
}
