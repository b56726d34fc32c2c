namespace Mlops.Sdk;

/// <summary>Why one value is called an outlier.</summary>
/// <param name="Row">The row, from 0.</param>
/// <param name="Column">The column.</param>
/// <param name="Value">The value.</param>
/// <param name="Low">The lower end of its fence; minus infinity where there is none.</param>
/// <param name="High">The upper end; infinity where there is none.</param>
/// <param name="Deviations">How many robust standard deviations (1.4826 times the median absolute deviation of the training values, of its group where it has one) it lies above the median, negative below; NaN where that is not known.</param>
/// <param name="Text">The reason in words.</param>
public sealed record FenceReason(int Row, string Column, double Value, double Low, double High, double Deviations, string Text);
