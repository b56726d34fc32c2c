namespace Mlops.Sdk.Numerics;

/// <summary>The discrete Fourier transform: radix 2 for powers of two, Bluestein's chirp for any other length (Bluestein 1970). O(n log n).</summary>
internal static class FourierTransform
{
    /// <summary>The least power of two that is at least n.</summary>
    public static int PowerOfTwo(int n)
    {
        int size = 1;
        while (size < n) size <<= 1;
        return size;
    }

    /// <summary>Transforms in place: X_k = sum of x_t exp(-2 pi i k t / n).</summary>
    public static void Forward(double[] real, double[] imaginary)
    {
        if (real.Length < 2) return;
        if ((real.Length & (real.Length - 1)) == 0) RadixTwo(real, imaginary);
        else Bluestein(real, imaginary);
    }

    private static void RadixTwo(double[] real, double[] imaginary)
    {
        int n = real.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i < j) (real[i], real[j], imaginary[i], imaginary[j]) = (real[j], real[i], imaginary[j], imaginary[i]);
        }

        var cosine = new double[n / 2];
        var sine = new double[n / 2];
        for (int i = 0; i < cosine.Length; i++) (sine[i], cosine[i]) = Math.SinCos(-2 * Math.PI * i / n);
        for (int half = 1; half < n; half <<= 1)
        {
            int stride = n / (2 * half);
            for (int start = 0; start < n; start += 2 * half)
            {
                for (int k = 0; k < half; k++)
                {
                    int a = start + k, b = a + half;
                    double c = cosine[k * stride], s = sine[k * stride];
                    double re = (real[b] * c) - (imaginary[b] * s), im = (real[b] * s) + (imaginary[b] * c);
                    (real[b], imaginary[b]) = (real[a] - re, imaginary[a] - im);
                    (real[a], imaginary[a]) = (real[a] + re, imaginary[a] + im);
                }
            }
        }
    }

    // The convolution with a chirp turns any length into a power of two of at least twice that.
    private static void Bluestein(double[] real, double[] imaginary)
    {
        int n = real.Length, size = PowerOfTwo((2 * n) - 1);
        double[] a = new double[size], b = new double[size], c = new double[size], d = new double[size];
        double[] cosine = new double[n], sine = new double[n];
        for (int i = 0; i < n; i++)
        {
            // The square modulo 2 n keeps the angle small, and with it its digits.
            (sine[i], cosine[i]) = Math.SinCos(Math.PI * ((long)i * i % (2L * n)) / n);
            a[i] = (real[i] * cosine[i]) + (imaginary[i] * sine[i]);
            b[i] = (imaginary[i] * cosine[i]) - (real[i] * sine[i]);
            (c[i], d[i]) = (cosine[i], sine[i]);
            if (i > 0) (c[size - i], d[size - i]) = (cosine[i], sine[i]);
        }

        RadixTwo(a, b);
        RadixTwo(c, d);

        // The inverse transform is the forward one with real and imaginary parts swapped.
        for (int i = 0; i < size; i++) (b[i], a[i]) = ((a[i] * c[i]) - (b[i] * d[i]), (a[i] * d[i]) + (b[i] * c[i]));
        RadixTwo(a, b);
        for (int i = 0; i < n; i++)
        {
            double re = b[i] / size, im = a[i] / size;
            real[i] = (re * cosine[i]) + (im * sine[i]);
            imaginary[i] = (im * cosine[i]) - (re * sine[i]);
        }
    }
}
