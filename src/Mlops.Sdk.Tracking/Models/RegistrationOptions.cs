using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What to note with a new model version.</summary>
public sealed record RegistrationOptions
{
    /// <summary>An alias whose callers must be able to call the new version: it is refused (MLO6047) when its signature would break them.</summary>
    /// <value>Null: any signature is taken. An alias that nobody holds asks for nothing.</value>
    public string? CompatibleWith { get; init; }

    /// <summary>The private key that the bundle is signed with (<see cref="ModelSigning"/>).</summary>
    /// <value>Null: it is not signed.</value>
    public System.Security.Cryptography.ECDsa? SigningKey { get; init; }

    /// <summary>The certificate of the key, and pieces; refused without <see cref="SigningKey"/>.</summary>
    /// <value>Null: neither.</value>
    public SigningOptions? Signing { get; init; }

    /// <summary>Labels, which stay as they are for ever.</summary>
    /// <value>None.</value>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
