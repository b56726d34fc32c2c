namespace Mlops.Sdk;

/// <summary>How a segment differs from all other rows.</summary>
/// <param name="Segment">The name of the segment.</param>
/// <param name="Column">The column.</param>
/// <param name="Measure">What was compared: <c>missing_share</c>, <c>mean</c> or <c>level_share</c>.</param>
/// <param name="Level">The level whose share it is, as it may be shown; null for others.</param>
/// <param name="Value">The number in the segment.</param>
/// <param name="Others">The number in all other rows.</param>
/// <param name="Effect">The difference: of shares, or of means in standard deviations of the whole.</param>
/// <param name="PValue">The p-value, multiplied by the number of comparisons.</param>
public sealed record SegmentContrast(string Segment, string Column, string Measure, string? Level, double Value, double Others, double Effect, double PValue);
