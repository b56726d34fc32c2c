namespace Mlops.Sdk.Numerics;

/// <summary>Sums of a series and of weights within groups. Groups are codes from 0; -1 is a group of its own, which stands last.</summary>
/// <param name="Sums">The weighted sum of every group.</param>
/// <param name="Totals">The weight of every group.</param>
internal sealed record GroupSums(double[] Sums, double[] Totals)
{
    public double Total => Totals.Sum();

    /// <summary>The mean of all, 0 without weight.</summary>
    public double Mean => Total == 0 ? 0 : Sums.Sum() / Total;

    public static GroupSums Of(ReadOnlySpan<int> codes, int groups, ReadOnlySpan<double> values, double[]? weights)
    {
        var made = new GroupSums(new double[groups + 1], new double[groups + 1]);
        for (int row = 0; row < codes.Length; row++) made.Add(codes[row] < 0 ? groups : codes[row], values[row], weights is null ? 1 : weights[row]);
        return made;
    }

    /// <summary>For every row what is made of the sum and the weight of its group over the rows of other folds.</summary>
    public static double[] OutOfFold(ReadOnlySpan<int> codes, int groups, ReadOnlySpan<double> values, double[]? weights, ReadOnlySpan<int> folds, int foldCount, Func<double, double, double> make)
    {
        int stride = groups + 1;
        var byFold = new GroupSums(new double[foldCount * stride], new double[foldCount * stride]);
        for (int row = 0; row < codes.Length; row++) byFold.Add((folds[row] * stride) + (codes[row] < 0 ? groups : codes[row]), values[row], weights is null ? 1 : weights[row]);
        var made = new double[foldCount * stride];
        for (int fold = 0; fold < foldCount; fold++)
        {
            for (int group = 0; group < stride; group++)
            {
                // Added up without the fold rather than taken off the whole, so that nothing is lost to cancellation.
                double sum = 0, total = 0;
                for (int other = 0; other < foldCount; other++)
                {
                    if (other == fold) continue;
                    sum += byFold.Sums[(other * stride) + group];
                    total += byFold.Totals[(other * stride) + group];
                }

                made[(fold * stride) + group] = make(sum, total);
            }
        }

        var result = new double[codes.Length];
        for (int row = 0; row < codes.Length; row++) result[row] = made[(folds[row] * stride) + (codes[row] < 0 ? groups : codes[row])];
        return result;
    }

    private void Add(int place, double value, double weight)
    {
        Sums[place] += weight * value;
        Totals[place] += weight;
    }
}
