using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The runs of a workspace: reading and searching.</summary>
public sealed partial class RunIndex
{
    private readonly IRunStore _store;
    private readonly IArtifactStore _artifacts;
    private readonly IWorkspaceStore _housekeeping;
    private readonly TimeProvider _time;
    private readonly WorkspaceOptions _options;
    private readonly ExperimentProblems _problems;

    internal RunIndex(IWorkspaceStore store, IArtifactStore artifacts, IWorkspaceStore housekeeping, WorkspaceOptions options)
    {
        (_store, _artifacts, _housekeeping, _time, _options) = (store.Runs, artifacts, housekeeping, options.Time, options);
        _problems = new ExperimentProblems(store.Documents, options);
    }

    /// <summary>Reads one run.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6031: there is no such run.</exception>
    public async Task<RunInfo> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw StoreErrors.UnknownRun(id);

    /// <summary>Reads one run, or null.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<RunInfo?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _store.FindAsync(id, cancellationToken);
    }

    /// <summary>All experiments by name.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ExperimentInfo>> ListExperimentsAsync(CancellationToken cancellationToken = default) => _store.ListExperimentsAsync(cancellationToken);

    /// <summary>One page of the runs that match a query.</summary>
    /// <param name="query">What to look for; null for the newest runs.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ArgumentException">The filter is nested deeper than 120 levels or has more than 30,000 values.</exception>
    public Task<RunPage> SearchAsync(RunQuery? query = null, CancellationToken cancellationToken = default) => _store.SearchAsync(query ?? new RunQuery(), cancellationToken);

    /// <summary>The best run of an experiment. Runs that lack the metric, or whose value is NaN, are passed over; among equals the earliest wins.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="order">What is best: <c>RunOrder.Highest("auc")</c> or <c>RunOrder.Lowest("log_loss")</c>.</param>
    /// <param name="where">Only runs for which this holds; null for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The run; null when no run has the metric.</returns>
    public async Task<RunInfo?> FindBestAsync(string experiment, RunOrder order, RunFilter? where = null, CancellationToken cancellationToken = default)
    {
        if (order is not MetricOrder metric) throw new ArgumentException("The best run is by a metric; give RunOrder.Highest or RunOrder.Lowest.", nameof(order));
        RunFilter filter = RunFilter.All(RunFilter.Experiment(experiment), RunFilter.Metric(metric.Metric, aggregate: metric.Aggregate));
        if (where is not null) filter = RunFilter.All(filter, where);
        RunPage page = await _store.SearchAsync(new RunQuery { Where = filter, OrderBy = order, PageSize = 1 }, cancellationToken).ConfigureAwait(false);
        return page.Runs.IsEmpty ? null : page.Runs[0];
    }

    /// <summary>The best run of an experiment by the metric's own direction. Runs that lack the metric, or whose value is NaN, are passed over; among equals the earliest wins.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="where">Only runs for which this holds; null for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The run; null when no run has the metric.</returns>
    public Task<RunInfo?> FindBestAsync(string experiment, Metric metric, RunFilter? where = null, CancellationToken cancellationToken = default) =>
        FindBestAsync(experiment, RunOrder.Best(metric), where, cancellationToken);

    /// <summary>Puts runs side by side: parameters that differ, metrics with the best of each by its own direction, curves, and paired tests over folds where these were logged.</summary>
    /// <param name="ids">The runs, at least two; the first is the one that the others are tested against.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6031: there is no such run.</exception>
    public Task<RunComparison> CompareAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfLessThan(ids.Count, 2, nameof(ids));
        return RunComparer.CompareAsync(this, ids, cancellationToken);
    }

    /// <summary>All points of one metric in the order of their arrival; empty when the run has none.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<MetricPoint>> HistoryAsync(string runId, string metric, CancellationToken cancellationToken = default) => _store.ReadMetricAsync(runId, metric, null, cancellationToken);

    /// <summary>The points of one metric, thinned out to a number that a picture can show: the smallest and the greatest value of equal parts stay, and the first and the last point.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="most">How many points to give at most, at least 4.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<MetricPoint>> HistoryAsync(string runId, string metric, int most, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 4);
        return _store.ReadMetricAsync(runId, metric, most, cancellationToken);
    }

    /// <summary>Sets a run aside, and all that are nested in it: searches no longer find it, and nothing is lost until <see cref="PurgeAsync"/>.</summary>
    /// <param name="id">The run.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6031: there is no such run; MLO6036: it is still running.</exception>
    public Task DeleteAsync(string id, CancellationToken cancellationToken = default) => SetAsideAsync(id, _time.GetUtcNow(), cancellationToken);

    /// <summary>Brings back a run that was set aside, and all that are nested in it.</summary>
    /// <param name="id">The run.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6031: there is no such run.</exception>
    public Task RestoreAsync(string id, CancellationToken cancellationToken = default) => SetAsideAsync(id, null, cancellationToken);

    /// <summary>Removes for ever the runs that were set aside long enough ago. Runs that a model version came from are kept, and so is a run while one that is nested in it stays. The bookkeeping of their OpenLineage events goes with them; files go with <see cref="Workspace.CollectGarbageAsync"/>.</summary>
    /// <param name="age">For how long a run must have been aside.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <returns>How many were removed.</returns>
    public async Task<int> PurgeAsync(TimeSpan age, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero);
        DateTimeOffset now = _time.GetUtcNow();
        int removed = await _store.PurgeAsync(now - age, new AuditRecord("run.purge", "runs", now, _options.Actor, $"set aside before {now - age:O}"), cancellationToken).ConfigureAwait(false);
        if (removed > 0) await OpenLineageEmitter.ForgetPurgedAsync(_housekeeping, now, CancellationToken.None).ConfigureAwait(false);
        return removed;
    }

    private async Task SetAsideAsync(string id, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        List<RunWrite> writes = [];
        Queue<RunInfo> waiting = new([await GetAsync(id, cancellationToken).ConfigureAwait(false)]);
        while (waiting.TryDequeue(out RunInfo? run))
        {
            if (at is not null && run.Status == RunStatus.Running) throw TrackingErrors.StillRunning(run.Id);
            writes.Add(new RunDeleted(run.Id, at));
            var query = new RunQuery { Where = RunFilter.ChildOf(run.Id), Deleted = at is null, PageSize = int.MaxValue };
            foreach (RunInfo child in (await _store.SearchAsync(query, cancellationToken).ConfigureAwait(false)).Runs) waiting.Enqueue(child);
        }

        writes.Add(new RunAudited(id, new AuditRecord(at is null ? "run.restore" : "run.delete", $"run/{id}", _time.GetUtcNow(), _options.Actor)));
        await _store.WriteAsync(writes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a file that a run kept, after its hash was found right.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">The name inside the run.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6021: the content is missing; MLO6022: it is damaged; MLO6023: the run kept no such file; MLO6031: there is no such run.</exception>
    public async Task<Stream> OpenArtifactAsync(string runId, string path, CancellationToken cancellationToken = default)
    {
        RunArtifact artifact = await FindArtifactAsync(runId, path, cancellationToken).ConfigureAwait(false);
        return await _artifacts.OpenAsync(artifact.Sha256, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what a run kept into a file, and replaces a file that is there. It is whole, and its hash was found right, when the task ends. A call that was stopped leaves <c>FILE.HASH.part</c> behind, and the next one with the same file goes on from there.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">The name inside the run.</param>
    /// <param name="file">The file to write; its folder is made if it is not there.</param>
    /// <param name="progress">Told how much is written; null for nobody.</param>
    /// <param name="cancellationToken">Stops the call; what was written stays for the next attempt.</param>
    /// <exception cref="MlopsException">MLO6004: the file cannot be written, or another process writes it; MLO6021: the content is missing; MLO6022: it is damaged; MLO6023: the run kept no such file; MLO6031: there is no such run.</exception>
    public async Task<RunArtifact> SaveArtifactAsync(string runId, string path, string file, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        RunArtifact artifact = await FindArtifactAsync(runId, path, cancellationToken).ConfigureAwait(false);
        await new FileDownload(_artifacts, artifact, Path.GetFullPath(file), progress).RunAsync(cancellationToken).ConfigureAwait(false);
        return artifact;
    }

    private async Task<RunArtifact> FindArtifactAsync(string runId, string path, CancellationToken cancellationToken)
    {
        RunInfo run = await GetAsync(runId, cancellationToken).ConfigureAwait(false);
        return run.Artifacts.FirstOrDefault(artifact => artifact.Path == path) ?? throw TrackingErrors.UnknownArtifact(runId, path, [.. run.Artifacts.Select(artifact => artifact.Path)]);
    }
}
