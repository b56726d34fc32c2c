namespace Mlops.Sdk.Numerics;

/// <summary>What <see cref="LittleTest"/> says.</summary>
/// <param name="Statistic">The statistic; NaN where the data do not allow the test.</param>
/// <param name="DegreesOfFreedom">Of its chi-square distribution; 0 where there is none.</param>
/// <param name="Patterns">How many patterns of missing columns there are.</param>
/// <param name="PValue">How likely so great a statistic is when values are missing completely at random.</param>
public readonly record struct LittleResult(double Statistic, int DegreesOfFreedom, int Patterns, double PValue)
{
    internal static LittleResult NotPossible => new(double.NaN, 0, 0, double.NaN);
}
