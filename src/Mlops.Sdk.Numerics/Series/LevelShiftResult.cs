namespace Mlops.Sdk.Numerics;

/// <summary>Where the level of a series changes most.</summary>
/// <param name="Index">The first value of the new level; -1 when the series does not allow the test.</param>
/// <param name="Before">The mean before it.</param>
/// <param name="After">The mean from it on.</param>
/// <param name="Statistic">The greatest cumulative sum over the root of n times the variance that lasts.</param>
/// <param name="PValue">The probability of so great a statistic in a stationary series whose level does not change; NaN when the series does not allow the test.</param>
public readonly record struct LevelShiftResult(int Index, double Before, double After, double Statistic, double PValue)
{
    internal static LevelShiftResult NotPossible => new(-1, double.NaN, double.NaN, double.NaN, double.NaN);
}
