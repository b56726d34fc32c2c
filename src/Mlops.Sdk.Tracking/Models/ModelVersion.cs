using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>One version of a registered model. It never changes; what moves is an alias.</summary>
public sealed record ModelVersion
{
    /// <summary>The name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>The number: 1, 2, 3, without gaps.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the bundle, lower-case hexadecimal.</summary>
    public required string BundleSha256 { get; init; }

    /// <summary>Bytes of the bundle.</summary>
    public required long BundleSize { get; init; }

    /// <summary>The columns that go in and the label, task and classes that come out, as JSON.</summary>
    public string? SignatureJson { get; init; }

    /// <summary>The run that made it, if it is known.</summary>
    public string? RunId { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Labels given at registration.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary><see cref="SignatureJson"/>, read.</summary>
    public ModelSignature Signature => ModelSignature.Parse(SignatureJson);

    /// <summary>How to refer to it: <c>name/3</c>.</summary>
    public ModelReference Reference => ModelReference.To(Name, Version);

    /// <summary>The reference, <c>name/3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}/{Version}");
}
