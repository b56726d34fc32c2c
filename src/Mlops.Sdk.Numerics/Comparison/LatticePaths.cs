namespace Mlops.Sdk.Numerics;

/// <summary>The exact null distribution of the two-sample Kolmogorov-Smirnov statistic, by the share of lattice paths that leave a band (Hodges 1958).</summary>
internal static class LatticePaths
{
    /// <summary>The probability that max |i m - j n| over a random path from (0, 0) to (n, m) is at least <paramref name="distance"/>.</summary>
    public static double Outside(int n, int m, long distance)
    {
        if (distance <= 0)
            return 1;
        return n == m ? OutsideSquare(n, (int)(distance / n)) : OutsideBand(Math.Min(n, m), Math.Max(n, m), distance);
    }

    // Reflection principle: 2 sum over k of (-1)^(k-1) C(2n, n - k h) / C(2n, n), nested from the smallest term.
    private static double OutsideSquare(int n, int h)
    {
        double sum = 0;
        for (int k = n / h; k >= 0; k--)
        {
            double ratio = 1;
            for (int j = k * h; j < (k + 1) * h; j++)
                ratio *= (n - j) / (double)(n + j + 1);
            sum = ratio * (1 - sum);
        }

        return Math.Clamp(2 * sum, 0, 1);
    }

    // share[j]: of all paths to (i, j), those that have been outside. A path comes through (i-1, j) with weight i / (i + j); only sums of positive terms, so small p keep their digits.
    // Both ends of the band only rise with i: what lies above it has never been written, and what lies below is not read.
    private static double OutsideBand(int n, int m, long distance)
    {
        double[] share = new double[m + 1];
        Array.Fill(share, 1);
        for (long i = 0; i <= n; i++)
        {
            // Inside: |i m - j n| < distance.
            long low = Math.Max(0, FloorDivide(i * m - distance, n) + 1), high = Math.Min(m, -FloorDivide(-(i * m + distance), n) - 1);
            double left = low == 0 ? 0 : 1;
            for (long j = low; j <= high; j++)
            {
                double total = i + j;
                left = total == 0 ? 0 : (share[j] * i + left * j) / total;
                share[j] = left;
            }
        }

        return Math.Clamp(share[m], 0, 1);
    }

    private static long FloorDivide(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);
}
