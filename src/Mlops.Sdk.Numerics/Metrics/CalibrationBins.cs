namespace Mlops.Sdk.Numerics;

/// <summary>Sums of predicted and observed frequencies in bins of equal width over [0, 1]; a probability on an edge belongs to the bin above, 1 to the last.</summary>
public static class CalibrationBins
{
    /// <summary>The bin of a probability.</summary>
    /// <param name="probability">From 0 to 1.</param>
    /// <param name="bins">How many bins there are.</param>
    public static int IndexOf(double probability, int bins) => Math.Clamp((int)(probability * bins), 0, bins - 1);

    /// <summary>Adds up the bins. O(rows).</summary>
    /// <param name="bin">The bin of every row.</param>
    /// <param name="gap">The observed outcome less the probability, row by row.</param>
    /// <param name="weights">A weight for every row; empty for 1 each.</param>
    /// <param name="weight">Receives the weight in each bin.</param>
    /// <param name="gaps">Receives the weighted sum of the gaps in each bin.</param>
    public static void Sum(ReadOnlySpan<byte> bin, ReadOnlySpan<double> gap, ReadOnlySpan<double> weights, Span<double> weight, Span<double> gaps)
    {
        weight.Clear();
        gaps.Clear();
        for (int row = 0; row < bin.Length; row++)
        {
            double own = weights.IsEmpty ? 1 : weights[row];
            weight[bin[row]] += own;
            gaps[bin[row]] += own * gap[row];
        }
    }

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
