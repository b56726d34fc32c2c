namespace Mlops.Sdk.Numerics;

/// <summary>A period that a series repeats itself with.</summary>
/// <param name="Period">The length in steps, at least 2.</param>
/// <param name="PValue">The probability of a pattern at least as strong anywhere in a series without one, corrected for all periods that were looked at.</param>
/// <param name="Strength">The share of the variance that the mean of each place in the period explains, 0 to 1, corrected for the number of places; of what longer trends and shorter periods leave over.</param>
/// <param name="Autocorrelation">The autocorrelation at the period.</param>
public readonly record struct SeasonalPeriod(int Period, double PValue, double Strength, double Autocorrelation);
