namespace Mlops.Sdk.Numerics;

/// <summary>How much a series remembers of its past, from autoregressions of low order, for tests that have to allow for it.</summary>
internal static class SeriesMemory
{
    private const int RowsPerOrder = 30;
    private const int MostOrder = 4;

    /// <summary>
    /// The models of what is left after some parameters of the level were fitted: of the first order, and of the order that the criterion of Akaike chooses, with the bias taken out of their autocorrelations.
    /// A test takes the one that remembers more: the first is safe where moving averages bend the short lags, the other where the memory is longer than one step tells.
    /// </summary>
    public static IReadOnlyList<(Autoregression Model, double[] Correlation)> Fit(ReadOnlySpan<double> rest, int parameters)
    {
        int n = rest.Length, order = Math.Clamp(n / RowsPerOrder, 1, MostOrder);
        if (n <= parameters + 4) return [];
        double[] correlation = Autocorrelation.Of(rest, order);
        if (double.IsNaN(correlation[1])) return [];

        // Each fitted parameter takes about 1 / n away, and the ratio of sums about 2 r / n.
        for (int lag = 1; lag <= order; lag++) correlation[lag] = Math.Clamp(((correlation[lag] * n) + parameters) / (n - parameters - 2), -0.98, 0.98);
        return [(Autoregression.Nested(correlation).ElementAt(1), correlation), (Autoregression.Best(correlation, n), correlation)];
    }

    /// <summary>The variance of a sum of many values over the sum of their variances; between 0.05 and the limit of a memory of n / 4 steps.</summary>
    public static double LongRunRatio(Autoregression model, int count) => Math.Clamp(model.Spectrum(0), 0.05, count / 2.0);

    /// <summary>The autocorrelations that a model implies, at the lags 0 to <paramref name="lags"/>; it was fitted to those of <paramref name="start"/>.</summary>
    public static double[] Implied(Autoregression model, double[] start, int lags)
    {
        int order = model.Coefficients.Count;
        var all = new double[lags + 1];
        all[0] = 1;
        for (int lag = 1; lag <= lags; lag++)
        {
            if (lag <= order)
            {
                all[lag] = start[lag];
                continue;
            }

            for (int k = 1; k <= order; k++) all[lag] += model.Coefficients[k - 1] * all[lag - k];
        }

        return all;
    }
}
