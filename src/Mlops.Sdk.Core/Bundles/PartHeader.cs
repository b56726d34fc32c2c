using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>What the manifest says of one part of a model.</summary>
internal sealed record PartHeader(string Folder, string Kind, ImmutableArray<Field> Inputs)
{
    public string? Label { get; init; }

    public TaskKind? Task { get; init; }

    public ImmutableArray<string> Classes { get; init; } = [];
}
