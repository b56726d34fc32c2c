using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>A run as it stood when it was read.</summary>
public sealed record RunInfo
{
    /// <summary>The id: 26 characters that sort by start.</summary>
    public required string Id { get; init; }

    /// <summary>The experiment it belongs to.</summary>
    public required string Experiment { get; init; }

    /// <summary>A name for people, if one was given.</summary>
    public string? Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The run it is nested in, if any.</summary>
    public string? ParentId { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The seed that every random choice of the run comes from.</summary>
    public ulong Seed { get; init; }

    /// <summary>Why it failed, if it did.</summary>
    public string? Error { get; init; }

    /// <summary>Free text, if any.</summary>
    public string? Note { get; init; }

    /// <summary>How often it was started: 1, and one more for every time it was resumed.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Until when its process has said that it lives; null when it has ended.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>When it was set aside; null when it was not.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>What the run was given: options, settings, sizes.</summary>
    public ImmutableSortedDictionary<string, string> Params { get; init; } = Empty;

    /// <summary>Labels that may change.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Empty;

    /// <summary>Where it ran: runtime, package version, operating system, git commit.</summary>
    public ImmutableSortedDictionary<string, string> Facts { get; init; } = Empty;

    /// <summary>Each metric in short; <see cref="RunIndex.HistoryAsync(string, string, CancellationToken)"/> gives all its points.</summary>
    public ImmutableSortedDictionary<string, RunMetric> Metrics { get; init; } = ImmutableSortedDictionary.Create<string, RunMetric>(StringComparer.Ordinal);

    /// <summary>The files it kept.</summary>
    public ImmutableArray<RunArtifact> Artifacts { get; init; } = [];

    /// <summary>The datasets it read and made, by role and name.</summary>
    public ImmutableArray<RunDataset> Datasets { get; init; } = [];

    /// <summary>What its reports found.</summary>
    public ImmutableArray<RunFinding> Findings { get; init; } = [];

    /// <summary>Experiment, name, id, status, start and the last value of every metric in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Experiment} {(Name is null ? "" : $"'{Name}' ")}{Id} ({Status}) {StartedAt:yyyy-MM-dd HH:mm:ss}{string.Concat(Metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $" {metric.Key} {metric.Value.Last:G5}")))}");

    private static ImmutableSortedDictionary<string, string> Empty { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
