using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

/// <summary>A run that grows by its writes. What was handed out before stays as it was.</summary>
internal sealed class InMemoryRun(RunStarted started)
{
    private readonly Dictionary<string, List<MetricPoint>> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _lastTimes = new(StringComparer.Ordinal);

    public RunInfo Info { get; private set; } = new()
    {
        Id = started.RunId,
        Experiment = started.Experiment,
        Name = started.Name,
        Status = RunStatus.Running,
        ParentId = started.ParentId,
        StartedAt = started.StartedAt.ToUniversalTime(),
        Seed = started.Seed,
        LeaseUntil = started.LeaseUntil?.ToUniversalTime(),
        Attempt = started.Attempt,
        Facts = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).SetItems(started.Facts),
    };

    public static bool Supports(RunWrite write) =>
        write is RunStarted or RunFenced or RunEnded or ParamSet or TagSet or NoteSet or MetricLogged or MetricsLogged or RunLeased or RunResumed or RunDeleted or FactSet or DatasetLogged or ArtifactLogged or ArtifactErased or FindingLogged or RunAudited;

    public void Apply(RunWrite write) => Info = write switch
    {
        RunLeased leased => leased.Attempt == Info.Attempt && Info is { LeaseUntil: not null, Status: RunStatus.Running or RunStatus.Interrupted }
            ? Info with { Status = RunStatus.Running, EndedAt = null, Error = null, LeaseUntil = leased.LeaseUntil.ToUniversalTime() } : Info,
        RunResumed resumed => Info with { Status = RunStatus.Running, EndedAt = null, Error = null, Attempt = Info.Attempt + 1, LeaseUntil = resumed.LeaseUntil.ToUniversalTime() },
        RunDeleted deleted => Info with { DeletedAt = deleted.DeletedAt?.ToUniversalTime() },
        FactSet fact => Info with { Facts = Info.Facts.SetItem(fact.Name, fact.Value) },
        DatasetLogged { Dataset: RunDataset data } => Info with { Datasets = [.. Info.Datasets.Where(other => (other.Role, other.Name) != (data.Role, data.Name)).Append(data).OrderBy(other => other.Role).ThenBy(other => other.Name, StringComparer.Ordinal)] },
        RunEnded ended => Info with { LeaseUntil = null, Status = ended.Status, EndedAt = ended.EndedAt.ToUniversalTime(), Error = ended.Error },
        ParamSet param => Info with { Params = Info.Params.SetItem(param.Name, param.Value) },
        TagSet tag => Info with { Tags = Info.Tags.SetItem(tag.Name, tag.Value) },
        NoteSet note => Info with { Note = note.Text },
        MetricLogged metric => WithPoint(metric.Name, metric.Point),
        MetricsLogged metrics => metrics.Points.Select(point => WithPoint(metrics.Name, point)).Aggregate(Info, (_, next) => Info = next),
        ArtifactLogged logged => Info with { Artifacts = With(logged.Artifact with { CreatedAt = logged.Artifact.CreatedAt.ToUniversalTime() }) },
        ArtifactErased erased => Info with { Artifacts = [.. Info.Artifacts.Where(artifact => artifact.Path != erased.Path)] },
        FindingLogged found => Info with { Findings = Info.Findings.Add(found.Finding) },
        _ => Info,
    };

    /// <summary>Whether a batch that resumes the run would be taken.</summary>
    public bool CanResume(RunResumed resumed) =>
        Info.Attempt == resumed.FromAttempt && Info.DeletedAt is null && Info.Status != RunStatus.Completed && (Info.Status != RunStatus.Running || Info.LeaseUntil is null || Info.LeaseUntil <= resumed.ResumedAt);

    public bool Interrupt(DateTimeOffset now)
    {
        if (Info.Status != RunStatus.Running || !(Info.LeaseUntil < now)) return false;
        Info = Info with { Status = RunStatus.Interrupted, EndedAt = Info.LeaseUntil, Error = "The run gave no more sign of life before its lease ended." };
        return true;
    }

    public IReadOnlyList<MetricPoint> Points(string metric) => _series.TryGetValue(metric, out List<MetricPoint>? points) ? [.. points] : [];

    private RunInfo WithPoint(string name, MetricPoint point) => Info with { Metrics = Info.Metrics.SetItem(name, Append(name, point with { Time = point.Time.ToUniversalTime() })) };

    private RunMetric Append(string name, MetricPoint point)
    {
        double? value = double.IsNaN(point.Value) ? null : point.Value;
        if (!Info.Metrics.TryGetValue(name, out RunMetric? held))
        {
            _series.Add(name, [point]);
            _lastTimes.Add(name, point.Time);
            return new RunMetric(name, 1, point.Value, point.Step, value, value);
        }

        _series[name].Add(point);
        bool later = point.Step > held.LastStep || (point.Step == held.LastStep && point.Time >= _lastTimes[name]);
        if (later) _lastTimes[name] = point.Time;
        return held with
        {
            Count = held.Count + 1,
            Last = later ? point.Value : held.Last,
            LastStep = later ? point.Step : held.LastStep,
            Min = held.Min is null || value < held.Min ? value : held.Min,
            Max = held.Max is null || value > held.Max ? value : held.Max,
        };
    }

    private ImmutableArray<RunArtifact> With(RunArtifact artifact) =>
        [.. Info.Artifacts.Where(other => other.Path != artifact.Path).Append(artifact).OrderBy(other => other.Path, StringComparer.Ordinal)];
}
