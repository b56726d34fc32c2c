namespace Mlops.Sdk.Numerics;

/// <summary>The outcome of a test of Dickey and Fuller.</summary>
/// <param name="Statistic">The t statistic of the level; NaN when the series does not allow the test.</param>
/// <param name="PValue">The probability of so low a statistic when the series has a unit root, by MacKinnon's approximation; NaN when the series does not allow the test.</param>
/// <param name="Lags">How many lagged changes were in the regression.</param>
/// <param name="Observations">How many changes were explained.</param>
/// <param name="Terms">What was taken out.</param>
public readonly record struct UnitRootResult(double Statistic, double PValue, int Lags, int Observations, DeterministicTerms Terms)
{
    /// <summary>The value below which the statistic falls with a probability of 1, 5 or 10 % when there is a unit root (MacKinnon 2010), for this number of observations.</summary>
    /// <param name="level">0.01, 0.05 or 0.1.</param>
    public double CriticalValue(double level) => MacKinnon.CriticalValue(Terms, level, Observations);

    internal static UnitRootResult NotPossible(DeterministicTerms terms) => new(double.NaN, double.NaN, 0, 0, terms);
}
