namespace Mlops.Sdk.Numerics;

/// <summary>How a series goes together with its own past. The series is in order and at equal steps; NaN is a missing step.</summary>
/// <remarks>
/// The mean is that of the numbers present, and a product counts only where both steps are present (Parzen 1963); without NaN these are the usual estimates, equal to those of statsmodels.
/// An infinite value gives NaN. Direct sums for few lags, O(n lags); by the Fourier transform for many, O(n log n).
/// </remarks>
public static class Autocorrelation
{
    private const int DirectPerLevel = 24;

    /// <summary>The autocorrelations at the lags 0 to <paramref name="lags"/>, with the divisor n at every lag (biased, and so never beyond 1 in size): 1 first. NaN for a constant.</summary>
    /// <param name="values">The series.</param>
    /// <param name="lags">The greatest lag, from 0 to n - 1.</param>
    public static double[] Of(ReadOnlySpan<double> values, int lags)
    {
        double[] sums = Covariance(values, lags);
        double variance = sums[0];
        for (int lag = 0; lag <= lags; lag++) sums[lag] = variance > 0 ? sums[lag] / variance : double.NaN;
        return sums;
    }

    /// <summary>The autocovariances at the lags 0 to <paramref name="lags"/>.</summary>
    /// <param name="values">The series.</param>
    /// <param name="lags">The greatest lag, from 0 to n - 1.</param>
    /// <param name="adjusted">Whether the divisor is the number of products at that lag, rather than the number of values present.</param>
    public static double[] Covariance(ReadOnlySpan<double> values, int lags, bool adjusted = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lags);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lags, Math.Max(1, values.Length));
        double[] centered = SeriesShape.Centered(values), present = new double[values.Length];
        int count = 0;
        for (int i = 0; i < centered.Length; i++)
        {
            if (double.IsNaN(values[i])) centered[i] = 0;
            else present[i] = 1;
            count += double.IsNaN(values[i]) ? 0 : 1;
        }

        // The mean of equal numbers may be off by one bit; a constant has exactly no variance.
        if (count > 0 && IsConstant(values)) Array.Clear(centered);
        double[] sums = Products(centered, lags);
        double[] pairs = adjusted && count < values.Length ? Products(present, lags) : [];
        for (int lag = 0; lag <= lags; lag++)
        {
            double divisor = !adjusted ? count : pairs.Length > 0 ? Math.Round(pairs[lag]) : values.Length - lag;
            sums[lag] = divisor > 0 ? sums[lag] / divisor : double.NaN;
        }

        return sums;
    }

    /// <summary>The partial autocorrelations at the lags 0 to <paramref name="lags"/> by the recursion of Levinson and Durbin: 1 first. NaN for a constant and beyond a perfect prediction.</summary>
    /// <param name="values">The series.</param>
    /// <param name="lags">The greatest lag, from 0 to n - 1.</param>
    /// <param name="adjusted">From adjusted autocovariances ("ld" in statsmodels) rather than biased ones ("ldb"), which alone give numbers within [-1, 1].</param>
    public static double[] Partial(ReadOnlySpan<double> values, int lags, bool adjusted = false)
    {
        double[] covariance = Covariance(values, lags, adjusted), partial = new double[lags + 1];
        Array.Fill(partial, double.NaN);
        if (!(covariance[0] > 0)) return partial;
        partial[0] = 1;
        int order = 0;
        foreach (Autoregression fit in Autoregression.Nested(covariance).Skip(1)) partial[++order] = fit.Coefficients[^1];
        return partial;
    }

    private static double[] Products(double[] x, int lags)
    {
        var sums = new double[lags + 1];
        int size = FourierTransform.PowerOfTwo(x.Length + lags), levels = int.Log2(Math.Max(2, size));
        if (lags <= DirectPerLevel * levels)
        {
            for (int lag = 0; lag <= lags; lag++) sums[lag] = LaggedProduct.AtLag(x, lag);
            return sums;
        }

        var real = new double[size];
        var imaginary = new double[size];
        x.CopyTo(real, 0);
        FourierTransform.Forward(real, imaginary);
        for (int i = 0; i < size; i++) (real[i], imaginary[i]) = ((real[i] * real[i]) + (imaginary[i] * imaginary[i]), 0);
        FourierTransform.Forward(real, imaginary);
        for (int lag = 0; lag <= lags; lag++) sums[lag] = real[lag] / size;
        return sums;
    }

    private static bool IsConstant(ReadOnlySpan<double> values)
    {
        double known = double.NaN;
        foreach (double value in values)
        {
            if (double.IsNaN(value)) continue;
            if (!double.IsNaN(known) && value != known) return false;
            known = value;
        }

        return true;
    }
}
