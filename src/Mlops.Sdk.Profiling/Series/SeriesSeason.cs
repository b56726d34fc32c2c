namespace Mlops.Sdk;

/// <summary>A period that a series repeats itself with.</summary>
/// <param name="Period">Its length in steps.</param>
/// <param name="Name">Its length in words, such as <c>a week</c>.</param>
/// <param name="Strength">The share of the variance that the places in the period explain, 0 to 1, of what longer trends and shorter periods leave over.</param>
/// <param name="PValue">The probability of so strong a pattern at any period in a series without one.</param>
public sealed record SeriesSeason(int Period, string Name, double Strength, double PValue);
