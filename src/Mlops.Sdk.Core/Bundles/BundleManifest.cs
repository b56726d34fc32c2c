using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>The first entry of a bundle: what it is made of, and the length and hash of every other entry.</summary>
internal sealed record BundleManifest
{
    public const int CurrentFormat = 1;

    public required string SdkVersion { get; init; }

    public required string CreatedAt { get; init; }

    public required Schema InputSchema { get; init; }

    public string? DataFingerprint { get; init; }

    /// <summary>The raw columns that every feature is made from; null in a bundle of an SDK that did not note them.</summary>
    public ImmutableSortedDictionary<string, ValueList<string>>? FeatureSources { get; init; }

    public required ImmutableArray<PartHeader> Steps { get; init; }

    /// <summary>The trainer's model first, then what was wrapped around it.</summary>
    public required ImmutableArray<PartHeader> Predictors { get; init; }

    public required ImmutableSortedDictionary<string, EntryHash> Entries { get; init; }
}

/// <summary>Length and SHA-256 (lower-case hex) of an entry.</summary>
internal readonly record struct EntryHash(long Length, string Sha256);
