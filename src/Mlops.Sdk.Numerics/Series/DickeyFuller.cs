namespace Mlops.Sdk.Numerics;

/// <summary>The augmented test of Dickey and Fuller: whether a series has a unit root, so that its shocks stay for ever. A small p-value speaks for stationarity.</summary>
/// <remarks>
/// The change of the series is regressed on its level, on lagged changes and on deterministic terms; the statistic is the t of the level. Equal to statsmodels' <c>adfuller</c> (statistic to 1e-6, p-value by the same surfaces).
/// Cross-products of lagged changes differ from their neighbours by two products only, so that all numbers of lags up to p are compared in O(n p) rather than the O(n p^3) of separate regressions.
/// </remarks>
public static class DickeyFuller
{
    /// <summary>The test.</summary>
    /// <param name="values">The series, in order, at equal steps.</param>
    /// <param name="terms">What is taken out.</param>
    /// <param name="maximumLag">The most lagged changes; by default 12 (n / 100)^(1/4) rounded up (Schwert 1989), at most n / 2 less 1 and the number of terms.</param>
    /// <param name="selection">How the number of lagged changes is chosen among 0 to that.</param>
    /// <returns>NaN for a series that is constant, too short, perfectly predictable, or holds a value that is not finite.</returns>
    public static UnitRootResult Test(ReadOnlySpan<double> values, DeterministicTerms terms = DeterministicTerms.Constant, int? maximumLag = null, LagSelection selection = LagSelection.Akaike)
    {
        if (maximumLag is < 0) throw new ArgumentOutOfRangeException(nameof(maximumLag), maximumLag, "A number of lags is 0 or more.");
        int parameters = (int)terms, room = (values.Length / 2) - parameters - 1;
        int most = Math.Min(room, maximumLag ?? (int)Math.Ceiling(12 * Math.Pow(values.Length / 100.0, 0.25)));
        if (most < 0 || !SeriesShape.IsFinite(values) || SeriesShape.IsConstant(values)) return UnitRootResult.NotPossible(terms);
        int lags = selection == LagSelection.Fixed ? most : Select(values, terms, most, selection);
        var regression = new DickeyFullerRegression(values, terms, lags);
        double statistic = regression.Statistic();
        return double.IsNaN(statistic) ? UnitRootResult.NotPossible(terms) : new(statistic, MacKinnon.PValue(statistic, terms), regression.Lags, regression.Observations, terms);
    }

    // All candidates explain the same changes, so that their criteria compare.
    private static int Select(ReadOnlySpan<double> values, DeterministicTerms terms, int most, LagSelection selection)
    {
        var regression = new DickeyFullerRegression(values, terms, most);
        double n = regression.Observations, least = double.PositiveInfinity, penalty = selection == LagSelection.Akaike ? 2 : Math.Log(n);
        int best = 0;
        for (int lags = 0; lags <= regression.Lags; lags++)
        {
            double criterion = (n * Math.Log(regression.ResidualSquares(lags))) + (penalty * ((int)terms + 1 + lags));
            if (criterion < least) (best, least) = (lags, criterion);
        }

        return best;
    }
}
