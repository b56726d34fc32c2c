namespace Mlops.Sdk;

/// <summary>A run of rows at whose end a batch ends, so that several threads can read the blocks in turn and the batches are the same.</summary>
/// <param name="First">The number of its first row, counted in its file, or over all files where it has several.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Turn">Whose turn it is: of n readers, the one with this number modulo n.</param>
internal readonly record struct ScanBlock(long First, long Rows, int Turn);
