using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A row of the table as a report shows it.</summary>
/// <param name="Position">Where it stands in the table, from 0.</param>
/// <param name="Values">Its values as text, in the order of the columns. Missing is null; long texts are cut; hidden values are masked or hashed.</param>
public sealed record ShownRow(long Position, ImmutableArray<string?> Values);
