namespace Mlops.Sdk.Numerics;

/// <summary>The variance of the area under the ROC curve, and the difference of two areas on the same rows (DeLong, DeLong and Clarke-Pearson 1988).</summary>
/// <remarks>
/// Placement values from mid-ranks as Sun and Xu (2014): O(n log n) where counting pairs takes O(positives times negatives). Ties count one half.
/// The variance is that of independent rows without weights; it needs two rows of each class and is NaN with fewer.
/// </remarks>
public static class DeLong
{
    /// <summary>The area under the ROC curve and its standard error. O(n log n).</summary>
    /// <param name="scores">A score for every row, higher for more likely positive; no NaN.</param>
    /// <param name="positive">Whether each row is of the positive class.</param>
    /// <returns>NaN where a class has no row; a standard error of NaN where a class has one.</returns>
    public static AucEstimate Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        Placement own = Placement.Of(scores, positive);
        return new AucEstimate(own.Auc, Math.Sqrt(own.Covariance(own)));
    }

    /// <summary>Tests whether two scores of the same rows have the same area. O(n log n).</summary>
    /// <param name="first">A score for every row.</param>
    /// <param name="second">Another score for the same rows.</param>
    /// <param name="positive">Whether each row is of the positive class.</param>
    /// <returns>Scores that rank alike give p 1; areas that differ without any variance, as 1 and 0, give p 0.</returns>
    public static AucDifference Compare(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<bool> positive)
    {
        Placement one = Placement.Of(first, positive), other = Placement.Of(second, positive);
        double difference = one.Auc - other.Auc;
        // Rounding can leave a small negative number where both rank alike.
        double error = Math.Sqrt(Math.Max(one.DifferenceVariance(other), 0));
        if (double.IsNaN(error) || double.IsNaN(difference)) return new AucDifference(one.Auc, other.Auc, double.NaN, double.NaN, double.NaN);
        if (!(error > 1e-14)) return new AucDifference(one.Auc, other.Auc, 0, difference == 0 ? 0 : Math.Sign(difference) * double.PositiveInfinity, Math.Abs(difference) <= 1e-14 ? 1 : 0);
        double z = difference / error;
        return new AucDifference(one.Auc, other.Auc, error, z, Math.Min(1, 2 * Normal.Survival(Math.Abs(z))));
    }

    /// <summary>For each positive row the share of negative rows below it, and for each negative row the share of positive rows above it.</summary>
    private readonly record struct Placement(double Auc, double[] OfPositive, double[] OfNegative)
    {
        public static Placement Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
        {
            if (scores.Length != positive.Length) throw new ArgumentException($"There are {scores.Length} scores for {positive.Length} rows.", nameof(scores));
            int positives = positive.Count(true), negatives = scores.Length - positives;
            double[] high = new double[positives], low = new double[negatives];
            for (int row = 0, h = 0, l = 0; row < scores.Length; row++)
            {
                if (positive[row]) high[h++] = scores[row];
                else low[l++] = scores[row];
            }

            double[] all = Ranks.Average(scores), ofHigh = Ranks.Average(high), ofLow = Ranks.Average(low);
            double sum = 0;
            for (int row = 0, h = 0, l = 0; row < scores.Length; row++)
            {
                if (positive[row]) sum += high[h] = (all[row] - ofHigh[h++]) / negatives;
                else low[l] = 1 - (all[row] - ofLow[l++]) / positives;
            }

            return new Placement(positives > 0 && negatives > 0 ? sum / positives : double.NaN, high, low);
        }

        public double Covariance(Placement other) => Covariance(OfPositive, other.OfPositive) + Covariance(OfNegative, other.OfNegative);

        // The variance of the differences of placements, rather than three covariances that cancel.
        public double DifferenceVariance(Placement other) => Difference(OfPositive, other.OfPositive) + Difference(OfNegative, other.OfNegative);

        private static double Difference(double[] first, double[] second)
        {
            var difference = new double[first.Length];
            System.Numerics.Tensors.TensorPrimitives.Subtract<double>(first, second, difference);
            return Covariance(difference, difference);
        }

        private static double Covariance(double[] first, double[] second)
        {
            if (first.Length < 2) return double.NaN;
            double meanFirst = Descriptive.Mean(first), meanSecond = Descriptive.Mean(second), sum = 0;
            for (int i = 0; i < first.Length; i++) sum += (first[i] - meanFirst) * (second[i] - meanSecond);
            return sum / (first.Length - 1) / first.Length;
        }
    }
}
