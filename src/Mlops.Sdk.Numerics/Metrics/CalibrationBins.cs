namespace Mlops.Sdk.Numerics;

/// <summary>Predicted and observed frequencies in bins of equal width over [0, 1]; a probability on an edge belongs to the bin above, 1 to the last.</summary>
public static class CalibrationBins
{
    /// <summary>The bin of a probability.</summary>
    /// <param name="probability">From 0 to 1.</param>
    /// <param name="bins">How many bins there are.</param>
    public static int IndexOf(double probability, int bins) => Math.Clamp((int)(probability * bins), 0, bins - 1);

    /// <summary>The expected calibration error: the mean over rows of the distance between observed and predicted frequency in the row's bin. NaN without weight.</summary>
    /// <param name="weight">The weight in each bin.</param>
    /// <param name="gaps">The weighted sum of the gaps in each bin.</param>
    public static double ExpectedError(ReadOnlySpan<double> weight, ReadOnlySpan<double> gaps)
    {
        double sum = 0, all = 0;
        for (int bin = 0; bin < weight.Length; bin++)
        {
            sum += Math.Abs(gaps[bin]);
            all += weight[bin];
        }

        return sum / all;
    }
}
