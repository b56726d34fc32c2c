namespace Mlops.Sdk.Numerics;

/// <summary>The outcome of a test of stationarity.</summary>
/// <param name="Statistic">The statistic; NaN when the series does not allow the test.</param>
/// <param name="PValue">Interpolated between 0.01 (or less) and 0.1 (or more); NaN when the series does not allow the test.</param>
/// <param name="Lags">How many lags the variance that lasts was estimated from.</param>
public readonly record struct KpssResult(double Statistic, double PValue, int Lags)
{
    internal static KpssResult NotPossible => new(double.NaN, double.NaN, 0);
}
