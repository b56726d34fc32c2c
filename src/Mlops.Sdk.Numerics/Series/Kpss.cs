namespace Mlops.Sdk.Numerics;

/// <summary>The test of Kwiatkowski, Phillips, Schmidt and Shin (1992) that a series is stationary around a constant or a line. A small p-value speaks against stationarity.</summary>
public static class Kpss
{
    /// <summary>The test, equal to statsmodels' <c>kpss</c>.</summary>
    /// <param name="values">The series, in order, at equal steps.</param>
    /// <param name="terms">Around what: a constant or a line.</param>
    /// <param name="lags">The lags of the variance that lasts (Newey and West); chosen from the data when null (Hobijn, Franses and Ooms 2004).</param>
    /// <returns>NaN for a constant, fewer than 4 values and values that are not finite. The p-value is interpolated in the table of the paper and so lies within 0.01 and 0.1: an outer value means at most or at least that. O(n lags).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The terms are neither a constant nor a line, or the lags are negative.</exception>
    public static KpssResult Test(ReadOnlySpan<double> values, DeterministicTerms terms = DeterministicTerms.Constant, int? lags = null)
    {
        if (terms is not (DeterministicTerms.Constant or DeterministicTerms.Linear)) throw new ArgumentOutOfRangeException(nameof(terms), terms, "The test is around a constant or a line.");
        if (lags is < 0) throw new ArgumentOutOfRangeException(nameof(lags), lags, "A number of lags is 0 or more.");
        int n = values.Length;
        if (n < 4 || !SeriesShape.IsFinite(values) || SeriesShape.IsConstant(values)) return KpssResult.NotPossible;
        double[] rest = terms == DeterministicTerms.Linear ? SeriesShape.Detrended(values) : SeriesShape.Centered(values);
        int used = Math.Min(lags ?? ChooseLags(rest), n - 1);
        double sum = 0, squares = 0;
        foreach (double value in rest)
        {
            sum += value;
            squares += sum * sum;
        }

        double variance = LongRunVariance(rest, used);
        if (!(variance > 0)) return KpssResult.NotPossible;
        double statistic = squares / n / n / variance;
        return new(statistic, PValue(statistic, terms), used);
    }

    /// <summary>The variance that lasts: n times the variance of the mean, from autocovariances with the weights of Bartlett.</summary>
    internal static double LongRunVariance(ReadOnlySpan<double> rest, int lags)
    {
        double sum = OrderedSums.SumOfSquares(rest);
        for (int lag = 1; lag <= lags; lag++) sum += 2 * LaggedProduct.AtLag(rest, lag) * (1 - (lag / (lags + 1.0)));
        return sum / rest.Length;
    }

    internal static int ChooseLags(ReadOnlySpan<double> rest)
    {
        double n = rest.Length, s0 = OrderedSums.SumOfSquares(rest) / n, s1 = 0;
        for (int lag = 1; lag <= (int)Math.Pow(n, 2.0 / 9); lag++)
        {
            double product = LaggedProduct.AtLag(rest, lag) / (n / 2);
            s0 += product;
            s1 += lag * product;
        }

        double ratio = s1 / s0, lags = 1.1447 * Math.Cbrt(ratio * ratio) * Math.Cbrt(n);
        return lags < n ? (int)lags : rest.Length - 1;
    }

    private static double PValue(double statistic, DeterministicTerms terms)
    {
        ReadOnlySpan<double> critical = terms == DeterministicTerms.Constant ? [0.347, 0.463, 0.574, 0.739] : [0.119, 0.146, 0.176, 0.216];
        ReadOnlySpan<double> levels = [0.1, 0.05, 0.025, 0.01];
        if (statistic <= critical[0]) return levels[0];
        for (int i = 1; i < critical.Length; i++)
        {
            if (statistic <= critical[i])
                return levels[i - 1] + ((levels[i] - levels[i - 1]) * ((statistic - critical[i - 1]) / (critical[i] - critical[i - 1])));
        }

        return levels[^1];
    }
}
