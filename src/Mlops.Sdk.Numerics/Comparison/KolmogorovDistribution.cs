using MathNet.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>The null distribution of the two-sided one-sample Kolmogorov-Smirnov statistic, after the survey of Simard and L'Ecuyer (2011).</summary>
internal static class KolmogorovDistribution
{
    private const int SmallSample = 140;
    private const int NoOverflowUpTo = 500;
    private const int SumAllUpTo = 20_000;

    /// <summary>P(D >= d) for samples of n numbers.</summary>
    public static double Survival(double d, double n)
    {
        if (d <= 0.5 / n)
            return 1;
        if (d >= 1)
            return 0;
        double size = n * d * d;
        if (size >= 370)
            return 0;
        if (d >= 0.5 || size >= (n <= SmallSample ? 4 : 2.2))
            return Math.Min(1, 2 * OneSided(d, n));
        bool exact = n <= SmallSample || (n <= NoOverflowUpTo && n * Math.Pow(d, 1.5) <= 1.4);
        return Math.Clamp(1 - (exact ? Durbin(d, (int)n) : PelzGood(d, n)), 0, 1);
    }

    // Smirnov's sum for P(D+ >= d): d sum_j C(n, j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j), all terms positive.
    private static double OneSided(double d, double n)
    {
        if (n > SumAllUpTo)
            return OneSidedExpansion(Math.Sqrt(n) * d, n);
        double sum = 0, logFactorial = SpecialFunctions.GammaLn(n + 1);
        for (int j = 0; j <= n * (1 - d); j++)
        {
            double rest = 1 - d - j / n;
            double log = logFactorial - SpecialFunctions.GammaLn(j + 1) - SpecialFunctions.GammaLn(n - j + 1) + (j - 1) * Math.Log(d + j / n);
            sum += rest > 0 ? Math.Exp(log + (n - j) * Math.Log(rest)) : n == j ? Math.Exp(log) : 0;
        }

        return d * sum;
    }

    // The logarithm of the expansion of Lauwerier (1963), known to the order n^(-3/2); taken as a logarithm it holds far into the tail.
    private static double OneSidedExpansion(double s, double n)
    {
        double s2 = s * s, root = Math.Sqrt(n);
        return Math.Exp(-2 * s2 - 2 * s / (3 * root) + 4 * s2 / 9 * (1 - s2) / n + s * (4 / 45.0 - 88 * s2 / 405) / (n * root));
    }

    // Durbin's matrix formula in the form of Marsaglia, Tsang and Wang (2003): n! / n^n times the middle of H^n.
    private static double Durbin(double d, int n)
    {
        int k = (int)(n * d) + 1, size = 2 * k - 1;
        double h = k - n * d;
        double[,] matrix = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
                matrix[i, j] = i - j + 1 < 0 ? 0 : 1;
        }

        for (int i = 0; i < size; i++)
        {
            matrix[i, 0] -= Math.Pow(h, i + 1);
            matrix[size - 1, i] -= Math.Pow(h, size - i);
        }

        matrix[size - 1, 0] += 2 * h - 1 > 0 ? Math.Pow(2 * h - 1, size) : 0;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= Math.Min(i, size - 1); j++)
            {
                for (int g = 2; g <= i - j + 1; g++)
                    matrix[i, j] /= g;
            }
        }

        // The entries of the power grow like n^n / n!, which stays in range for n <= 500.
        double[,] power = Power(matrix, n);
        double result = power[k - 1, k - 1];
        for (int i = 1; i <= n; i++)
            result *= i / (double)n;
        return result;
    }

    private static double[,] Power(double[,] matrix, int exponent)
    {
        if (exponent == 1)
            return matrix;
        double[,] half = Power(matrix, exponent / 2), square = Multiply(half, half);
        return exponent % 2 == 0 ? square : Multiply(square, matrix);
    }

    private static double[,] Multiply(double[,] a, double[,] b)
    {
        int size = a.GetLength(0);
        double[,] product = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < size; k++)
            {
                double factor = a[i, k];
                for (int j = 0; j < size; j++)
                    product[i, j] += factor * b[k, j];
            }
        }

        return product;
    }

    // The expansion of Pelz and Good (1976) to the order n^(-3/2); z = sqrt(n) d.
    private static double PelzGood(double d, double n)
    {
        double z = Math.Sqrt(n) * d, z2 = z * z, z4 = z2 * z2, z6 = z4 * z2;
        double p2 = Math.PI * Math.PI, p4 = p2 * p2, p6 = p4 * p2, root = Math.Sqrt(2 * Math.PI);
        double k0 = 0, k1 = 0, k2 = 0, k3 = 0, extra2 = 0, extra3 = 0;
        int terms = (int)Math.Ceiling(16 * z / Math.PI);
        for (int k = terms; k >= 1; k--)
        {
            double m2 = (2.0 * k - 1) * (2 * k - 1), weight = Math.Exp(-p2 * m2 / (8 * z2));
            k0 += weight;
            k1 += weight * (p2 / 4 * m2 - z2);
            k2 += weight * (6 * z6 + 2 * z4 + p2 / 4 * (2 * z4 - 5 * z2) * m2 + p4 / 16 * (1 - 2 * z2) * m2 * m2);
            k3 += weight * (-30 * z6 - 90 * z4 * z4 + p2 / 4 * (135 * z4 - 96 * z6) * m2 + p4 / 16 * (212 * z4 - 60 * z2) * m2 * m2 + p6 / 64 * (5 - 30 * z2) * m2 * m2 * m2);
            double s2 = (double)k * k, even = Math.Exp(-p2 * s2 / (2 * z2));
            extra2 += even * s2;
            extra3 += even * s2 * (3 * z2 - p2 * s2);
        }

        return root * (k0 / z
            + k1 / (6 * z4) / Math.Sqrt(n)
            + (k2 / (72 * z6 * z) - p2 * extra2 / (36 * z2 * z)) / n
            + (k3 / (6480 * z6 * z4) + p2 * extra3 / (216 * z6)) / (n * Math.Sqrt(n)));
    }
}
