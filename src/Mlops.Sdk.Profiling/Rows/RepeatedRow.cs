using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A row that occurs more than once.</summary>
/// <param name="Count">How often.</param>
/// <param name="IsCountExact">False where the count is extrapolated from a sample.</param>
/// <param name="FirstRow">Where one of them stands in the table, from 0: the first where the count is exact.</param>
/// <param name="Values">Its values as text, in the order of the columns; empty where the row itself was not kept. Missing is null; long texts are cut.</param>
public sealed record RepeatedRow(long Count, bool IsCountExact, long FirstRow, ImmutableArray<string?> Values);
