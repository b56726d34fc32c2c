using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A page of runs.</summary>
/// <param name="Runs">The runs, in the order that was asked for.</param>
/// <param name="Next">What to give as <see cref="RunQuery.After"/> for the next page; null when this is the last one.</param>
public sealed record RunPage(ImmutableArray<RunInfo> Runs, string? Next);
