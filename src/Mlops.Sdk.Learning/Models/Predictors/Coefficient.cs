namespace Mlops.Sdk;

/// <summary>A weight of a linear model with what is known of its uncertainty. Errors, statistics and intervals are null where the fit was penalised or limited, or the weight is not determined by the data.</summary>
/// <param name="Feature">The name of the feature, or <c>(intercept)</c>.</param>
/// <param name="Level">The level of a category, <c>(missing)</c> for rows without a value, <c>(other)</c> for rare levels together; null for numbers.</param>
/// <param name="Output">The class whose score it adds to; null unless there are more than two.</param>
/// <param name="Weight">What one unit, or the level, adds to the score; classes: to the log-odds.</param>
/// <param name="Standardized">The weight times the standard deviation of the column: what a typical difference adds.</param>
/// <param name="StandardError">The standard error of the weight.</param>
/// <param name="Statistic">The weight over its standard error: Student's t for numbers, normal for classes.</param>
/// <param name="PValue">The two-sided p-value of a weight of 0 (Wald).</param>
/// <param name="Low">The lower end of the 95 % confidence interval.</param>
/// <param name="High">The upper end of the 95 % confidence interval.</param>
public sealed record Coefficient(string Feature, string? Level, string? Output, double Weight, double Standardized, double? StandardError, double? Statistic, double? PValue, double? Low, double? High);
