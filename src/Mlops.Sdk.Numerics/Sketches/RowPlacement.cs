namespace Mlops.Sdk.Numerics;

/// <summary>A row of a batch that a sample takes.</summary>
/// <param name="Row">The row, counted from the beginning of its batch.</param>
/// <param name="Slot">Where in the sample it goes, in the place of what was there.</param>
public readonly record struct RowPlacement(int Row, int Slot);
