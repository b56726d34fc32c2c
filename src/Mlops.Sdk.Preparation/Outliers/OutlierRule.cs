namespace Mlops.Sdk;

/// <summary>Makes a fence of the values of a column.</summary>
/// <param name="sorted">The finite training values of the column, or of one group of it, in ascending order; at least one.</param>
/// <returns>The least and the greatest value that lie within; NaN for no fence.</returns>
public delegate (double Low, double High) OutlierRule(ReadOnlySpan<double> sorted);

/// <summary>Says what a value outside its fence becomes.</summary>
/// <param name="value">The value; may be infinite.</param>
/// <param name="low">The lower end of the fence; minus infinity where there is none.</param>
/// <param name="high">The upper end; infinity where there is none.</param>
/// <returns>What it becomes; NaN for missing. Rounded in integer columns.</returns>
public delegate double OutlierReplacement(double value, double low, double high);
