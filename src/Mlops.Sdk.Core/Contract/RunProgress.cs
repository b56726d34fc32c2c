namespace Mlops.Sdk;

/// <summary>How far long work has come.</summary>
/// <param name="Stage">Which stage reports, as a path such as <c>fold-2/light_gbm</c>.</param>
/// <param name="Fraction">From 0 to 1, or null where the end is not known.</param>
/// <param name="Message">What is being done.</param>
public readonly record struct RunProgress(string Stage, double? Fraction, string Message);
