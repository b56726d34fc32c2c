namespace Mlops.Sdk.Numerics;

/// <summary>Compares two ways of learning by their scores on the same resamples, allowing for training parts that overlap: the plain paired t-test finds differences far too often.</summary>
/// <remarks>Nadeau and Bengio (2003): the variance of the mean difference is (1/J + test/train) times that of the differences, with J - 1 degrees of freedom.</remarks>
public static class CorrectedResampledTTest
{
    /// <summary>Runs the test. O(resamples).</summary>
    /// <param name="differences">The difference of both scores on every resample; at least two, finite.</param>
    /// <param name="testTrainRatio">Rows of a test part over rows of a training part; for k folds 1 / (k - 1).</param>
    /// <returns>The mean difference, its standard error, t, and the two-sided p-value; equal differences give a p-value of 1 when they are 0 and else 0.</returns>
    public static PairedTTest Run(ReadOnlySpan<double> differences, double testTrainRatio)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(differences.Length, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(testTrainRatio);
        Moments moments = Moments.Of(differences);
        double mean = moments.Mean, error = Math.Sqrt((1.0 / differences.Length + testTrainRatio) * moments.Variance);
        int freedom = differences.Length - 1;
        if (!(error > 0)) return new PairedTTest(mean, 0, mean == 0 ? 0 : double.PositiveInfinity * Math.Sign(mean), freedom, mean == 0 ? 1 : 0);
        double t = mean / error;
        return new PairedTTest(mean, error, t, freedom, Math.Min(1, 2 * StudentT.Survival(Math.Abs(t), freedom)));
    }
}

/// <summary>What a paired test found.</summary>
/// <param name="Mean">The mean difference.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Statistic">The mean over its standard error.</param>
/// <param name="DegreesOfFreedom">Of Student's t distribution.</param>
/// <param name="PValue">The two-sided p-value.</param>
public readonly record struct PairedTTest(double Mean, double StandardError, double Statistic, int DegreesOfFreedom, double PValue);
