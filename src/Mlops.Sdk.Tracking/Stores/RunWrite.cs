using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>One thing to write about a run.</summary>
/// <param name="RunId">The run.</param>
public abstract record RunWrite(string RunId);

/// <summary>A run starts. A run that is already there is left as it is. One that comes from another store starts as the attempt that it stands at there.</summary>
public sealed record RunStarted(string RunId, string Experiment, string? Name, string? ParentId, DateTimeOffset StartedAt, ulong Seed, ImmutableArray<KeyValuePair<string, string>> Facts, DateTimeOffset? LeaseUntil = null, int Attempt = 1) : RunWrite(RunId);

/// <summary>
/// The batch comes from an attempt of a run. A store refuses all of it (MLO6037) when the run stands at another attempt by then: whoever slept must not write into what another has resumed.
/// Of a run that the same batch starts nothing is asked.
/// </summary>
public sealed record RunFenced(string RunId, int Attempt) : RunWrite(RunId);

/// <summary>A run lives: its lease is longer. If it was taken for interrupted because its lease had ended, it runs again; if somebody else has resumed it, nothing changes.</summary>
public sealed record RunLeased(string RunId, int Attempt, DateTimeOffset LeaseUntil) : RunWrite(RunId);

/// <summary>A run that ended without completing goes on as the next attempt. A store refuses it (MLO6035) unless the run stands at this attempt and its lease has ended; it is a batch of its own.</summary>
public sealed record RunResumed(string RunId, int FromAttempt, DateTimeOffset ResumedAt, DateTimeOffset LeaseUntil) : RunWrite(RunId);

/// <summary>A run is set aside, or brought back when there is no time.</summary>
public sealed record RunDeleted(string RunId, DateTimeOffset? DeletedAt) : RunWrite(RunId);

/// <summary>What was done with a run is appended to the audit chain.</summary>
public sealed record RunAudited(string RunId, AuditRecord Record) : RunWrite(RunId);

/// <summary>A fact about where the run ran; the last value stands.</summary>
public sealed record FactSet(string RunId, string Name, string Value) : RunWrite(RunId);

/// <summary>A dataset was read or made; the last one under a name and role stands.</summary>
public sealed record DatasetLogged(string RunId, RunDataset Dataset) : RunWrite(RunId);

/// <summary>A run ends, or ends anew.</summary>
public sealed record RunEnded(string RunId, RunStatus Status, DateTimeOffset EndedAt, string? Error) : RunWrite(RunId);

/// <summary>A parameter is set; the last value stands.</summary>
public sealed record ParamSet(string RunId, string Name, string Value) : RunWrite(RunId);

/// <summary>A tag is set; the last value stands.</summary>
public sealed record TagSet(string RunId, string Name, string Value) : RunWrite(RunId);

/// <summary>The note is set; the last text stands.</summary>
public sealed record NoteSet(string RunId, string Text) : RunWrite(RunId);

/// <summary>A value of a metric arrives.</summary>
public sealed record MetricLogged(string RunId, string Name, MetricPoint Point) : RunWrite(RunId);

/// <summary>Many values of one metric arrive.</summary>
public sealed record MetricsLogged(string RunId, string Name, ImmutableArray<MetricPoint> Points) : RunWrite(RunId);

/// <summary>A file is kept; the last content under a path stands.</summary>
public sealed record ArtifactLogged(string RunId, RunArtifact Artifact) : RunWrite(RunId);

/// <summary>A file is kept no more, as when what it holds is erased; its content loses this reference. What is not there is passed over.</summary>
public sealed record ArtifactErased(string RunId, string Path) : RunWrite(RunId);

/// <summary>A report found something.</summary>
public sealed record FindingLogged(string RunId, RunFinding Finding) : RunWrite(RunId);
