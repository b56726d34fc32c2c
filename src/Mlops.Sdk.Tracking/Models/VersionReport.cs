using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What a report said about a model version after it was registered: its metrics and findings, which gates judge, and its forms as artifacts. The last one under a name stands.</summary>
public sealed record VersionReport
{
    /// <summary>What it was logged under.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of the report: <c>evaluation</c>, <c>model_tests</c>, <c>problem</c>.</summary>
    public required string ReportKind { get; init; }

    /// <summary>When it was logged.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its metrics; NaN where one is undefined.</summary>
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>Its findings.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Its forms.</summary>
    public ImmutableArray<RunArtifact> Artifacts { get; init; } = [];
}
