namespace Mlops.Sdk.Numerics;

/// <summary>The outcome of a test.</summary>
/// <param name="Statistic">The test statistic; NaN when the data do not allow the test.</param>
/// <param name="PValue">The probability of a statistic at least as extreme when there is no difference; NaN when the data do not allow the test.</param>
public readonly record struct TestResult(double Statistic, double PValue)
{
    internal static TestResult NotPossible => new(double.NaN, double.NaN);
}
