namespace Mlops.Sdk.Numerics;

/// <summary>The outcome of a test of trend.</summary>
/// <param name="Score">Pairs that rise less pairs that fall.</param>
/// <param name="Tau">Kendall's tau-b with time, -1 (always falling) to 1 (always rising).</param>
/// <param name="Z">The score over its standard deviation, with the correction for continuity.</param>
/// <param name="PValue">The probability of a score at least as far from 0 when there is no trend; NaN when the series does not allow the test.</param>
public readonly record struct TrendResult(double Score, double Tau, double Z, double PValue)
{
    internal static TrendResult NotPossible => new(double.NaN, double.NaN, double.NaN, double.NaN);
}
