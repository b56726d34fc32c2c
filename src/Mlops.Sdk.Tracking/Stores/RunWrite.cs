using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>One thing to write about a run.</summary>
/// <param name="RunId">The run.</param>
public abstract record RunWrite(string RunId);

/// <summary>A run starts. A run that is already there is left as it is.</summary>
public sealed record RunStarted(string RunId, string Experiment, string? Name, string? ParentId, DateTimeOffset StartedAt, ulong Seed, ImmutableArray<KeyValuePair<string, string>> Facts) : RunWrite(RunId);

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

/// <summary>A report found something.</summary>
public sealed record FindingLogged(string RunId, RunFinding Finding) : RunWrite(RunId);
