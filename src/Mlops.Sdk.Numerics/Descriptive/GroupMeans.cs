namespace Mlops.Sdk.Numerics;

/// <summary>Means of a series within groups, drawn towards the overall mean: (sum + smoothing x mean) / (weight + smoothing).</summary>
/// <remarks>
/// Groups are codes from 0; -1 is a group of its own, which stands last in results. A group without weight has the overall mean. Linear time. Micci-Barreca 2001, with the constant of additive smoothing.
/// Numbers beyond 1e100 in size are summed in a larger unit, so that a mean of finite numbers is finite.
/// </remarks>
public static class GroupMeans
{
    // Sums of so many squares as there are rows stay within the range of numbers.
    private const double LargestSummed = 1e100;

    /// <summary>The smoothed mean of every group, then that of the code -1.</summary>
    /// <param name="codes">The group of every row.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="values">A finite number for every row.</param>
    /// <param name="weights">The weight of every row, or null when all count the same.</param>
    /// <param name="smoothing">The weight of the overall mean.</param>
    public static double[] Smoothed(ReadOnlySpan<int> codes, int groups, ReadOnlySpan<double> values, double[]? weights, double smoothing)
    {
        double unit = Measure(ref values);
        GroupSums sums = GroupSums.Of(codes, groups, values, weights);
        double mean = sums.Mean;
        return [.. sums.Sums.Zip(sums.Totals, (sum, total) => unit * Smooth(sum, total, mean, smoothing))];
    }

    /// <summary>For every row the smoothed mean of its group over the rows of other folds. The overall mean is the same for all, so that it tells nothing of a row.</summary>
    /// <param name="codes">The group of every row.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="values">A finite number for every row.</param>
    /// <param name="weights">The weight of every row, or null when all count the same.</param>
    /// <param name="smoothing">The weight of the overall mean.</param>
    /// <param name="folds">The fold of every row.</param>
    /// <param name="foldCount">How many folds there are.</param>
    public static double[] SmoothedOutOfFold(ReadOnlySpan<int> codes, int groups, ReadOnlySpan<double> values, double[]? weights, double smoothing, ReadOnlySpan<int> folds, int foldCount)
    {
        double unit = Measure(ref values), mean = GroupSums.Of(codes, groups, values, weights).Mean;
        return GroupSums.OutOfFold(codes, groups, values, weights, folds, foldCount, (sum, total) => unit * Smooth(sum, total, mean, smoothing));
    }

    /// <summary>How strongly to draw group means towards the overall mean so that they are least off on average: the smoothing that suits the data, s^2 / t^2 with the variance s^2 within groups and t^2 between their true means. Infinite when the means differ by no more than chance.</summary>
    /// <remarks>Both variances by the analysis of variance for groups of unequal size (James and Stein 1961; Efron and Morris 1975; Buehlmann and Straub 1970). Weights count as rows. Linear time.</remarks>
    /// <param name="codes">The group of every row; -1 is a group too.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="values">A finite number for every row.</param>
    /// <param name="weights">The weight of every row, or null when all count the same.</param>
    public static double JamesSteinSmoothing(ReadOnlySpan<int> codes, int groups, ReadOnlySpan<double> values, double[]? weights)
    {
        Measure(ref values);
        GroupSums sums = GroupSums.Of(codes, groups, values, weights);
        double mean = sums.Mean, total = sums.Total, within = 0, between = 0, squares = 0;
        double[] means = [.. sums.Sums.Zip(sums.Totals, (sum, weight) => weight > 0 ? sum / weight : mean)];
        for (int row = 0; row < codes.Length; row++)
        {
            double distance = values[row] - means[codes[row] < 0 ? groups : codes[row]];
            within += (weights is null ? 1 : weights[row]) * distance * distance;
        }

        int used = 0;
        for (int group = 0; group <= groups; group++)
        {
            double weight = sums.Totals[group];
            if (weight == 0) continue;
            used++;
            between += weight * (means[group] - mean) * (means[group] - mean);
            squares += weight * weight;
        }

        double variance = within / (total - used), spread = (between - ((used - 1) * variance)) / (total - (squares / total));
        return total > used && spread > 0 ? variance / spread : double.PositiveInfinity;
    }

    // A power of two: nothing is lost but below 1e-208 of the greatest.
    private static double Measure(ref ReadOnlySpan<double> values)
    {
        double greatest = 0;
        foreach (double value in values) greatest = Math.Max(greatest, Math.Abs(value));
        if (!(greatest > LargestSummed) || double.IsInfinity(greatest)) return 1;
        double unit = Math.ScaleB(1, Math.ILogB(greatest));
        double[] measured = values.ToArray();
        foreach (ref double value in measured.AsSpan()) value /= unit;
        values = measured;
        return unit;
    }

    private static double Smooth(double sum, double total, double mean, double smoothing) => total == 0 || double.IsInfinity(smoothing) ? mean : (sum + smoothing * mean) / (total + smoothing);
}
