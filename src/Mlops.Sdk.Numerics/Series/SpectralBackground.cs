namespace Mlops.Sdk.Numerics;

/// <summary>The spectrum of a series without its periodic lines: an autoregression fitted to the periodogram after peaks were cut off, so that a line does not raise what it is measured against (after the robust red noise of Mann and Lees 1996).</summary>
internal sealed class SpectralBackground
{
    private const int MostOrder = 10;
    private const int RowsPerOrder = 12;
    private const int LeastBlock = 25;
    private const int Blocks = 8;
    private static readonly double s_medianOfExponential = Math.Log(2);

    private readonly Autoregression _model;
    private readonly double _scale;

    private SpectralBackground(Autoregression model, double scale)
    {
        _model = model;
        _scale = scale;
    }

    /// <summary>Fits the background.</summary>
    /// <param name="ordinates">A periodogram at the frequencies k / length, k from 1 to length / 2.</param>
    /// <param name="length">The length it was padded to.</param>
    /// <param name="count">How many values it comes from.</param>
    public static SpectralBackground? Fit(double[] ordinates, int length, int count)
    {
        int order = Math.Clamp(count / RowsPerOrder, 1, MostOrder);
        double clip = -Math.Log(1 - Math.Pow(0.95, 2.0 / count));
        double[] background = BlockMedians(ordinates, length, count);
        SpectralBackground? fitted = null;
        for (int round = 0; round < 2; round++)
        {
            double[] covariance = Covariance(ordinates, background, clip, length, order);
            if (!(covariance[0] > 0)) return null;
            var model = Autoregression.Best(covariance, count);
            var ratios = new double[ordinates.Length];
            for (int k = 0; k < ratios.Length; k++) ratios[k] = ordinates[k] / (background[k] = model.Spectrum((k + 1.0) / length));
            double scale = Quantiles.Median(ratios) / s_medianOfExponential;
            if (!(scale > 0)) return null;
            for (int k = 0; k < ratios.Length; k++) background[k] *= scale;
            fitted = new SpectralBackground(model, scale);
        }

        return fitted;
    }

    /// <summary>The background at a frequency.</summary>
    public double At(double frequency) => _scale * _model.Spectrum(frequency);

    private static double[] Covariance(double[] ordinates, double[] background, double clip, int length, int order)
    {
        var sums = new double[order + 1];
        for (int k = 0; k < ordinates.Length; k++)
        {
            double value = Math.Min(ordinates[k], clip * background[k]), angle = 2 * Math.PI * (k + 1.0) / length;

            // Chebyshev's recurrence for the cosines of the multiples.
            double cosine = Math.Cos(angle), before = 1, now = cosine;
            sums[0] += value;
            for (int lag = 1; lag <= order; lag++)
            {
                sums[lag] += value * now;
                (before, now) = (now, (2 * cosine * now) - before);
            }
        }

        for (int lag = 0; lag <= order; lag++) sums[lag] *= 2.0 / length;
        return sums;
    }

    private static double[] BlockMedians(double[] ordinates, int length, int count)
    {
        int perCycle = Math.Max(1, length / count), block = Math.Max(LeastBlock * perCycle, ordinates.Length / Blocks);
        var background = new double[ordinates.Length];
        for (int start = 0; start < ordinates.Length; start += block)
        {
            int end = start + (2 * block) > ordinates.Length ? ordinates.Length : start + block;
            background.AsSpan(start, end - start).Fill(Quantiles.Median(ordinates.AsSpan(start, end - start)) / s_medianOfExponential);
            if (end == ordinates.Length) break;
        }

        return background;
    }
}
