using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What to note with a new model version.</summary>
public sealed record RegistrationOptions
{
    /// <summary>Labels, which stay as they are for ever.</summary>
    /// <value>None.</value>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
