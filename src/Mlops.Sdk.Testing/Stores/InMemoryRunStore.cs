using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

internal sealed class InMemoryRunStore(MemoryGate gate, InMemoryAuditStore audit) : IRunStore
{
    private readonly Dictionary<string, InMemoryRun> _runs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DateTimeOffset> _experiments = new(StringComparer.Ordinal);

    /// <summary>Every run; to be read under the gate.</summary>
    public IEnumerable<InMemoryRun> All => _runs.Values;

    public bool Has(string id) => _runs.ContainsKey(id);

    public Task WriteAsync(IReadOnlyList<RunWrite> writes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        return gate.RunAsync(() =>
        {
            // Nothing can fail after the check, so a batch is written whole or not at all. Metrics come last, as in a file.
            Check(writes);
            foreach (RunWrite write in writes.Where(write => write is not (MetricLogged or MetricsLogged))) Write(write);
            foreach (RunWrite write in writes.Where(write => write is MetricLogged or MetricsLogged)) Write(write);
            return writes.Count;
        }, cancellationToken);
    }

    public Task<RunInfo?> FindAsync(string id, CancellationToken cancellationToken) =>
        gate.RunAsync(() => _runs.TryGetValue(id, out InMemoryRun? run) ? run.Info : null, cancellationToken);

    public async Task<RunPage> SearchAsync(RunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.PageSize);
        RunInfo[] runs = await gate.RunAsync(() => _runs.Values.Select(run => run.Info).ToArray(), cancellationToken).ConfigureAwait(false);
        return InMemorySearch.Run(runs, query);
    }

    public Task<IReadOnlyList<ExperimentInfo>> ListExperimentsAsync(CancellationToken cancellationToken) => gate.RunAsync<IReadOnlyList<ExperimentInfo>>(() =>
    {
        ILookup<string, DateTimeOffset> starts = _runs.Values.ToLookup(run => run.Info.Experiment, run => run.Info.StartedAt, StringComparer.Ordinal);
        return [.. _experiments.Select(pair => new ExperimentInfo(pair.Key, pair.Value, starts[pair.Key].Count(), starts[pair.Key].Any() ? starts[pair.Key].Max() : null))];
    }, cancellationToken);

    public Task<IReadOnlyList<MetricPoint>> ReadMetricAsync(string runId, string metric, int? most, CancellationToken cancellationToken) =>
        gate.RunAsync(() => _runs.TryGetValue(runId, out InMemoryRun? run) ? Thin(run.Points(metric), most) : [], cancellationToken);

    public Task<int> InterruptExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        gate.RunAsync(() => _runs.Values.Count(run => run.Interrupt(now)), cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset deletedBefore, AuditRecord? record, CancellationToken cancellationToken) => gate.RunAsync(() =>
    {
        HashSet<string> purged = [.. _runs.Values.Where(run => run.Info.DeletedAt < deletedBefore && !HasVersion(run.Info.Id)).Select(run => run.Info.Id)];
        while (purged.RemoveWhere(id => _runs.Values.Any(run => run.Info.ParentId == id && !purged.Contains(run.Info.Id))) > 0)
        {
        }

        foreach (string id in purged) _runs.Remove(id);
        if (purged.Count > 0 && record is not null) audit.Append(record);
        return purged.Count;
    }, cancellationToken);

    /// <summary>Whether a model version came from a run.</summary>
    public Func<string, bool> HasVersion { get; set; } = _ => false;

    private static IReadOnlyList<MetricPoint> Thin(IReadOnlyList<MetricPoint> points, int? most)
    {
        if (most is not int limit || points.Count <= limit) return points;
        var sampler = new MetricDownsampler(points.Count, limit);
        foreach (MetricPoint point in points) sampler.Add(point);
        return sampler.Points;
    }

    private void Check(IReadOnlyList<RunWrite> writes)
    {
        HashSet<string> started = new(StringComparer.Ordinal);
        foreach (RunWrite write in writes)
        {
            if (!InMemoryRun.Supports(write)) throw new NotSupportedException($"The store in memory cannot write {write.GetType().Name}.");
            if (write is RunResumed resumed && _runs.TryGetValue(write.RunId, out InMemoryRun? run) && !run.CanResume(resumed)) throw StoreErrors.ResumedByAnother(write.RunId);
            if (write is RunStarted { ParentId: string parent } && !Knows(write.RunId)) Require(parent);
            if (write is RunStarted) started.Add(write.RunId);
            else if (write is not (MetricLogged or MetricsLogged or RunFenced)) Require(write.RunId);
        }

        foreach (RunWrite write in writes)
        {
            Require(write.RunId);
            if (write is RunFenced fence && _runs.TryGetValue(write.RunId, out InMemoryRun? run) && run.Info.Attempt != fence.Attempt) throw StoreErrors.AttemptIsOver(write.RunId, fence.Attempt, run.Info.Attempt);
        }

        bool Knows(string id) => _runs.ContainsKey(id) || started.Contains(id);

        void Require(string id)
        {
            if (!Knows(id)) throw StoreErrors.UnknownRun(id);
        }
    }

    private void Write(RunWrite write)
    {
        if (write is RunFenced) return;
        if (write is RunAudited audited) audit.Append(audited.Record);
        if (write is not RunStarted started) _runs[write.RunId].Apply(write);
        else
        {
            _experiments.TryAdd(started.Experiment, started.StartedAt.ToUniversalTime());
            if (!_runs.ContainsKey(started.RunId)) _runs.Add(started.RunId, new InMemoryRun(started));
        }
    }
}
