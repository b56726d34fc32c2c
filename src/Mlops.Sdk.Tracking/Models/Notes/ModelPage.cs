using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Some of the versions that a search found, by model and number.</summary>
/// <param name="Versions">The versions.</param>
/// <param name="Next">What <see cref="ModelQuery.After"/> has to be for the next page; null when this is the last.</param>
public sealed record ModelPage(ImmutableArray<RegisteredVersion> Versions, ModelReference? Next);
