namespace Mlops.Sdk.Numerics;

/// <summary>The test of Ljung and Box (1978) that a series has no autocorrelation up to a lag.</summary>
public static class LjungBox
{
    /// <summary>The test: n (n + 2) times the sum of r_k^2 / (n - k), chi-squared with as many degrees of freedom as lags less fitted parameters.</summary>
    /// <param name="values">The series, in order, at equal steps; NaN is a missing step, and n counts the numbers present.</param>
    /// <param name="lags">The greatest lag, at least 1; capped at n - 1.</param>
    /// <param name="fittedParameters">How many autoregressive and moving-average parameters were fitted, when the series is what a model left over.</param>
    /// <returns>NaN for a constant, for fewer than 3 numbers and without degrees of freedom.</returns>
    public static TestResult Test(ReadOnlySpan<double> values, int lags, int fittedParameters = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lags, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(fittedParameters);
        int n = values.Length - Descriptive.CountMissing(values);
        lags = Math.Min(lags, n - 1);
        if (n < 3 || lags <= fittedParameters) return TestResult.NotPossible;
        double[] correlation = Autocorrelation.Of(values, lags);
        double sum = 0;
        for (int lag = 1; lag <= lags; lag++) sum += correlation[lag] * correlation[lag] / (n - lag);
        double statistic = n * (n + 2.0) * sum;
        return double.IsNaN(statistic) ? TestResult.NotPossible : new(statistic, ChiSquared.Survival(statistic, lags - fittedParameters));
    }
}
