namespace Mlops.Sdk.Numerics;

/// <summary>An autoregressive model of a series: x_t = sum of a_k x_{t-k} + e_t, around the mean.</summary>
public sealed class Autoregression
{
    private Autoregression(double[] coefficients, double variance)
    {
        Coefficients = coefficients;
        Variance = variance;
    }

    /// <summary>The coefficients a_1 to a_p.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>The variance of the errors e_t.</summary>
    public double Variance { get; }

    /// <summary>The models of the orders 0, 1, ... that autocovariances allow, by the recursion of Levinson and Durbin; ends early where a prediction is perfect.</summary>
    /// <param name="covariance">The autocovariances at the lags 0 to the greatest order; the first above 0.</param>
    public static IEnumerable<Autoregression> Nested(IReadOnlyList<double> covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        double variance = covariance[0];
        double[] a = [];
        yield return new Autoregression(a, variance);
        for (int order = 1; order < covariance.Count && variance > 0 && double.IsFinite(variance); order++)
        {
            double rest = covariance[order];
            for (int k = 1; k < order; k++) rest -= a[k - 1] * covariance[order - k];
            double reflection = rest / variance;
            var next = new double[order];
            for (int k = 1; k < order; k++) next[k - 1] = a[k - 1] - (reflection * a[order - k - 1]);
            next[order - 1] = reflection;
            variance *= 1 - (reflection * reflection);
            a = next;
            yield return new Autoregression(a, variance);
        }
    }

    /// <summary>The model with the least Akaike criterion n log(variance) + 2 p.</summary>
    /// <param name="covariance">The autocovariances at the lags 0 to the greatest order; the first above 0.</param>
    /// <param name="count">The number of values n that they come from.</param>
    public static Autoregression Best(IReadOnlyList<double> covariance, int count)
    {
        Autoregression? best = null;
        double least = double.PositiveInfinity;
        foreach (Autoregression fit in Nested(covariance))
        {
            double criterion = (count * Math.Log(fit.Variance)) + (2.0 * fit.Coefficients.Count);
            if (best is not null && !(criterion < least)) continue;
            (best, least) = (fit, criterion);
        }

        return best!;
    }

    /// <summary>The spectral density at a frequency, in the unit of a periodogram: the variance of the errors over |1 - sum of a_k exp(-2 pi i f k)|^2.</summary>
    /// <param name="frequency">In cycles a step, 0 to 0.5.</param>
    public double Spectrum(double frequency)
    {
        double re = 1, im = 0;
        for (int k = 1; k <= Coefficients.Count; k++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * frequency * k);
            re -= Coefficients[k - 1] * cosine;
            im += Coefficients[k - 1] * sine;
        }

        return Variance / ((re * re) + (im * im));
    }
}
