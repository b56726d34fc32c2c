namespace Mlops.Sdk;

/// <summary>Names a segment.</summary>
/// <param name="Order">Its place where segments have an order.</param>
/// <param name="First">The value of the first column; null where it is missing.</param>
/// <param name="Second">The value of the second column, if there is one; null where it is missing.</param>
internal readonly record struct SegmentKey(double Order, string? First, string? Second);
