namespace Mlops.Sdk.Numerics;

/// <summary>What rows can tell of an area under the ROC curve when they were ranked without an error, where the variance of the rows is 0 and says nothing.</summary>
public static class PerfectAuc
{
    /// <summary>
    /// The least area that is at odds with no error at the level asked for: the one whose own standard error reaches to 1. The variance of an area is Hanley and McNeil's with both classes taken to
    /// be of the mean size (Newcombe 2006, method 5).
    /// </summary>
    /// <param name="positives">Rows of the positive class, at least 1.</param>
    /// <param name="negatives">Rows of the other, at least 1.</param>
    /// <param name="confidence">How sure the two-sided interval is, above 0 and below 1.</param>
    public static double LowerBound(int positives, int negatives, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(positives, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(negatives, 1);
        if (!(confidence > 0 && confidence < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is above 0 and below 1.");
        double z = Normal.Quantile((1 + confidence) / 2), size = (positives + (double)negatives) / 2 - 1, pairs = (double)positives * negatives;
        double low = 0, high = 1;
        for (int step = 0; step < 60; step++)
        {
            double area = (low + high) / 2;
            double variance = area * (1 - area) / pairs * (1 + size * (1 - area) / (2 - area) + size * area / (1 + area));
            if ((1 - area) * (1 - area) > z * z * variance) low = area;
            else high = area;
        }

        return (low + high) / 2;
    }
}
