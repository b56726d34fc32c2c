namespace Mlops.Sdk;

/// <summary>How much better a challenger is on a part of the rows.</summary>
/// <param name="Column">The column that cuts the rows.</param>
/// <param name="Segment">What the rows have in common.</param>
/// <param name="RowCount">How many there are.</param>
/// <param name="Difference">The comparison on them; p-values are adjusted over all segments (Benjamini and Hochberg 1995).</param>
/// <param name="WinnerDiffers">Whether the other model than overall is better here by more than chance.</param>
public sealed record SegmentDifference(string Column, string Segment, int RowCount, ModelDifference Difference, bool WinnerDiffers);
