namespace Mlops.Sdk.Numerics;

/// <summary>Correlations of two samples; pairs with a NaN are skipped. NaN when a side is constant or there are fewer than two complete pairs.</summary>
public static class Correlation
{
    /// <summary>Pearson's linear correlation.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers, as many.</param>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var moments = new CoMoments();
        moments.Add(x, y);
        return moments.Correlation;
    }

    /// <summary>Spearman's rank correlation: Pearson's of the average ranks among the complete pairs.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers, as many.</param>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"Pairs need as many numbers on each side; there are {x.Length} and {y.Length}.", nameof(y));
        double[] left = new double[x.Length], right = new double[x.Length];
        int count = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
                continue;
            left[count] = x[i];
            right[count++] = y[i];
        }

        return Pearson(Ranks.Average(left.AsSpan(0, count)), Ranks.Average(right.AsSpan(0, count)));
    }
}
