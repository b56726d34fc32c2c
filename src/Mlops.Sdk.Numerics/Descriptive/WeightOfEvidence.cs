namespace Mlops.Sdk.Numerics;

/// <summary>How much a group speaks for one of two classes: log((share of the positive rows in the group) / (share of the negative rows in it)), with a constant added to every count (Good 1950; as category_encoders).</summary>
/// <remarks>log((p + a) / (P + 2 a)) - log((n + a) / (N + 2 a)) with the weights p and n of the group's rows of each class, P and N of all. 0 for a group without weight. Groups are codes from 0; -1 is a group of its own, which stands last in results. Linear time.</remarks>
public static class WeightOfEvidence
{
    /// <summary>The evidence of every group, then that of the code -1.</summary>
    /// <param name="codes">The group of every row.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="positive">1 for rows of the positive class, 0 for others.</param>
    /// <param name="weights">The weight of every row, or null when all count the same.</param>
    /// <param name="added">What is added to every count, above 0.</param>
    public static double[] Of(ReadOnlySpan<int> codes, int groups, ReadOnlySpan<double> positive, double[]? weights, double added)
    {
        GroupSums sums = GroupSums.Of(codes, groups, positive, weights);
        double ofClass = sums.Sums.Sum(), others = sums.Total - ofClass;
        return [.. sums.Sums.Zip(sums.Totals, (sum, total) => Evidence(sum, total, ofClass, others, added))];
    }

    /// <summary>For every row the evidence of its group over the rows of other folds. The sizes of the classes are the same for all, so that they tell nothing of a row.</summary>
    /// <param name="codes">The group of every row.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="positive">1 for rows of the positive class, 0 for others.</param>
    /// <param name="weights">The weight of every row, or null when all count the same.</param>
    /// <param name="added">What is added to every count, above 0.</param>
    /// <param name="folds">The fold of every row.</param>
    /// <param name="foldCount">How many folds there are.</param>
    public static double[] OutOfFold(ReadOnlySpan<int> codes, int groups, ReadOnlySpan<double> positive, double[]? weights, double added, ReadOnlySpan<int> folds, int foldCount)
    {
        GroupSums sums = GroupSums.Of(codes, groups, positive, weights);

        // Of the share of the rows that the other folds have.
        double part = (foldCount - 1.0) / foldCount, ofClass = part * sums.Sums.Sum(), others = part * sums.Total - ofClass;
        return GroupSums.OutOfFold(codes, groups, positive, weights, folds, foldCount, (sum, total) => Evidence(sum, total, ofClass, others, added));
    }

    /// <summary>The information value: the evidence of every group, weighted by the difference of the shares of the two classes in it, and added up. 0 where the groups tell nothing; above 0.3 they tell a lot.</summary>
    /// <param name="codes">The group of every row.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="positive">1 for rows of the positive class, 0 for others.</param>
    /// <param name="weights">The weight of every row, or null when all count the same.</param>
    /// <param name="added">What is added to every count, above 0.</param>
    public static double InformationValue(ReadOnlySpan<int> codes, int groups, ReadOnlySpan<double> positive, double[]? weights, double added)
    {
        GroupSums sums = GroupSums.Of(codes, groups, positive, weights);
        double ofClass = sums.Sums.Sum(), others = sums.Total - ofClass;
        return ofClass > 0 && others > 0 ? sums.Sums.Zip(sums.Totals, (sum, total) => ((sum / ofClass) - ((total - sum) / others)) * Evidence(sum, total, ofClass, others, added)).Sum() : 0;
    }

    private static double Evidence(double sum, double total, double ofClass, double others, double added) =>
        total == 0 ? 0 : Math.Log((sum + added) / (ofClass + (2 * added))) - Math.Log((Math.Max(0, total - sum) + added) / (others + (2 * added)));
}
