namespace Mlops.Sdk.Numerics;

/// <summary>How the variance of a series is spread over frequencies.</summary>
public static class Periodogram
{
    /// <summary>The ordinates |sum of (x_t - mean) exp(-2 pi i k t / n)|^2 / n at the frequencies k / n per step, k from 1 to n / 2. Of white noise each is on average the variance.</summary>
    /// <param name="values">The series, in order, at equal steps. NaN or infinity anywhere gives NaN.</param>
    /// <returns>n / 2 numbers; element i belongs to the period n / (i + 1). O(n log n).</returns>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        double[] real = SeriesShape.Centered(values);
        return Ordinates(real, real.Length);
    }

    /// <summary>Ordinates of values padded with zeros to a length, at the frequencies k / length, k from 1 to length / 2; divided by the number of values.</summary>
    internal static double[] Ordinates(ReadOnlySpan<double> centered, int length)
    {
        var real = new double[length];
        var imaginary = new double[length];
        centered.CopyTo(real);
        FourierTransform.Forward(real, imaginary);
        var ordinates = new double[length / 2];
        for (int k = 1; k <= ordinates.Length; k++) ordinates[k - 1] = ((real[k] * real[k]) + (imaginary[k] * imaginary[k])) / centered.Length;
        return ordinates;
    }

    /// <summary>The ordinate at any frequency from 0 to 1/2, by Goertzel's recurrence in the form of a rotating phasor. O(n).</summary>
    internal static double At(ReadOnlySpan<double> centered, double frequency)
    {
        (double stepSine, double stepCosine) = Math.SinCos(-2 * Math.PI * frequency);
        double re = 0, im = 0, cosine = 1, sine = 0;
        for (int t = 0; t < centered.Length; t++)
        {
            if ((t & 255) == 0) (sine, cosine) = Math.SinCos(-2 * Math.PI * (frequency * t % 1));
            re += centered[t] * cosine;
            im += centered[t] * sine;
            (cosine, sine) = ((cosine * stepCosine) - (sine * stepSine), (sine * stepCosine) + (cosine * stepSine));
        }

        return ((re * re) + (im * im)) / centered.Length;
    }
}
