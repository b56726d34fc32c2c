using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What a history keeps of one period.</summary>
public sealed record ProfilePeriod
{
    /// <summary>The day or moment that names the period: its beginning, by custom. A label, whose kind (UTC or local) is not looked at.</summary>
    public required DateTime Period { get; init; }

    /// <summary>The name of the series, such as a table or a segment of it; empty where a history has one only.</summary>
    public required string Key { get; init; }

    /// <summary>Its metrics.</summary>
    public required ImmutableArray<ProfileMetric> Metrics { get; init; }

    /// <summary>Whether the summary was kept too, so that periods can be merged.</summary>
    public bool HasSummary => SummaryFile is not null;

    internal string? SummaryFile { get; init; }

    internal string? SummaryHash { get; init; }
}
