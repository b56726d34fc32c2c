namespace Mlops.Sdk.Numerics;

/// <summary>Means of a series within groups, drawn towards the overall mean: (sum + smoothing x mean) / (weight + smoothing).</summary>
/// <remarks>Groups are codes from 0; -1 is a group of its own, which stands last in results. A group without weight has the overall mean. Linear time. Micci-Barreca 2001, with the constant of additive smoothing.</remarks>
public static class GroupMeans
{
    /// <summary>The smoothed mean of every group, then that of the code -1.</summary>
    /// <param name="codes">The group of every row.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="values">A finite number for every row.</param>
    /// <param name="weights">The weight of every row, or null when all count the same.</param>
    /// <param name="smoothing">The weight of the overall mean.</param>
    public static double[] Smoothed(ReadOnlySpan<int> codes, int groups, ReadOnlySpan<double> values, double[]? weights, double smoothing)
    {
        var sums = new double[groups + 1];
        var totals = new double[groups + 1];
        Add(codes, values, weights, [], 0, sums, totals);
        double mean = Mean(sums, totals);
        var means = new double[groups + 1];
        for (int group = 0; group <= groups; group++) means[group] = Smooth(sums[group], totals[group], mean, smoothing);
        return means;
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
        int stride = groups + 1;
        var sums = new double[foldCount * stride];
        var totals = new double[foldCount * stride];
        Add(codes, values, weights, folds, stride, sums, totals);
        double mean = Mean(sums, totals);
        var means = new double[foldCount * stride];
        for (int fold = 0; fold < foldCount; fold++)
        {
            for (int group = 0; group < stride; group++)
            {
                // Added up without the fold rather than taken off the whole, so that nothing is lost to cancellation.
                double sum = 0, total = 0;
                for (int other = 0; other < foldCount; other++)
                {
                    if (other == fold) continue;
                    sum += sums[other * stride + group];
                    total += totals[other * stride + group];
                }

                means[fold * stride + group] = Smooth(sum, total, mean, smoothing);
            }
        }

        var result = new double[codes.Length];
        for (int row = 0; row < codes.Length; row++) result[row] = means[folds[row] * stride + (codes[row] < 0 ? groups : codes[row])];
        return result;
    }

    private static void Add(ReadOnlySpan<int> codes, ReadOnlySpan<double> values, double[]? weights, ReadOnlySpan<int> folds, int stride, double[] sums, double[] totals)
    {
        int last = (stride == 0 ? sums.Length : stride) - 1;
        for (int row = 0; row < codes.Length; row++)
        {
            int place = (codes[row] < 0 ? last : codes[row]) + (folds.IsEmpty ? 0 : folds[row] * stride);
            double weight = weights is null ? 1 : weights[row];
            sums[place] += weight * values[row];
            totals[place] += weight;
        }
    }

    private static double Mean(double[] sums, double[] totals)
    {
        double sum = 0, total = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            sum += sums[i];
            total += totals[i];
        }

        return total == 0 ? 0 : sum / total;
    }

    private static double Smooth(double sum, double total, double mean, double smoothing) => total == 0 ? mean : (sum + smoothing * mean) / (total + smoothing);
}
