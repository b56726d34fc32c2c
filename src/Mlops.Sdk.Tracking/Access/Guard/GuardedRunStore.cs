using System.Collections.Concurrent;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Runs as a principal may use them: a run is a part of its experiment.</summary>
internal sealed class GuardedRunStore(IRunStore inner, AccessGate gate, ArtifactReach reach) : IRunStore
{
    private const int MostKnown = 100_000;

    // The experiment of a run never changes.
    private readonly ConcurrentDictionary<string, string> _experiments = new(StringComparer.Ordinal);

    public Task WriteAsync(IReadOnlyList<RunWrite> writes, CancellationToken cancellationToken) => gate.IsOpen ? inner.WriteAsync(writes, cancellationToken) : CheckedWriteAsync(writes, cancellationToken);

    public async Task<RunInfo?> FindAsync(string id, CancellationToken cancellationToken)
    {
        RunInfo? run = await inner.FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (run is null || await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return run;
        return await session.SeesAsync(Privilege.Select, Securable.Of(SecurableKind.Experiment, run.Experiment)).ConfigureAwait(false) ? Given(run) : null;
    }

    public async Task<RunPage> SearchAsync(RunQuery query, CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return await inner.SearchAsync(query, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(query);
        RunFilter? visible = Visible(session);
        if (visible is not null) query = query with { Where = query.Where is null ? visible : RunFilter.All(visible, query.Where) };
        RunPage page = await inner.SearchAsync(query, cancellationToken).ConfigureAwait(false);
        foreach (RunInfo run in page.Runs) Given(run);
        return page;
    }

    public async Task<IReadOnlyList<ExperimentInfo>> ListExperimentsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ExperimentInfo> all = await inner.ListExperimentsAsync(cancellationToken).ConfigureAwait(false);
        return await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session ? [.. all.Where(experiment => session.Allows(Privilege.Select, Securable.Of(SecurableKind.Experiment, experiment.Name)))] : all;
    }

    // Housekeeping of the SDK, which tells nothing.
    public Task<int> InterruptExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) => inner.InterruptExpiredAsync(now, cancellationToken);

    public async Task<int> PurgeAsync(DateTimeOffset deletedBefore, AuditRecord? audit, CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session)
        {
            await session.RequireAsync(Privilege.Manage, Securable.Workspace).ConfigureAwait(false);
            audit = session.SignedOrNull(audit);
        }

        return await inner.PurgeAsync(deletedBefore, audit, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<MetricPoint>> ReadMetricAsync(string runId, string metric, int? most, CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session)
        {
            string? experiment = await ExperimentOfAsync(runId, cancellationToken).ConfigureAwait(false);
            if (experiment is not null && !await session.SeesAsync(Privilege.Select, Securable.Of(SecurableKind.Experiment, experiment)).ConfigureAwait(false)) return [];
        }

        return await inner.ReadMetricAsync(runId, metric, most, cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckedWriteAsync(IReadOnlyList<RunWrite> writes, CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session)
        {
            await inner.WriteAsync(writes, cancellationToken).ConfigureAwait(false);
            return;
        }

        ArgumentNullException.ThrowIfNull(writes);
        List<RunWrite> signed = new(writes.Count);
        HashSet<string> checkedRuns = new(StringComparer.Ordinal);
        string? last = null;
        foreach (RunWrite write in writes)
        {
            if (write is RunLeased)
            {
                // All runs of a process are kept alive by one write: one that its writer lost the right to must not end the others.
                if (await KeepsAsync(session, write.RunId, cancellationToken).ConfigureAwait(false)) signed.Add(write);
                continue;
            }

            if (write.RunId != last && checkedRuns.Add(write.RunId)) await CheckRunAsync(session, write, cancellationToken).ConfigureAwait(false);
            last = write.RunId;
            if (write is ArtifactLogged artifact) await reach.CheckLinkAsync(session, artifact.Artifact.Sha256).ConfigureAwait(false);
            if (write is ArtifactErased) await session.RequireAsync(Privilege.Manage, Securable.Workspace).ConfigureAwait(false);
            signed.Add(write is RunAudited audited ? audited with { Record = session.Signed(audited.Record) } : write);
        }

        await inner.WriteAsync(signed, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> KeepsAsync(AccessSession session, string runId, CancellationToken cancellationToken) =>
        await ExperimentOfAsync(runId, cancellationToken).ConfigureAwait(false) is string experiment && session.Allows(Privilege.Modify, Securable.Of(SecurableKind.Experiment, experiment));

    private async Task CheckRunAsync(AccessSession session, RunWrite write, CancellationToken cancellationToken)
    {
        // A run that is there stays in its experiment, whatever a second start of it says.
        string? experiment = await ExperimentOfAsync(write.RunId, cancellationToken).ConfigureAwait(false);
        bool isNew = experiment is null;
        if (isNew && write is RunStarted start)
        {
            if (start.ParentId is string parent && await ExperimentOfAsync(parent, cancellationToken).ConfigureAwait(false) is string above)
            {
                Securable around = Securable.Of(SecurableKind.Experiment, above);
                if (!session.Allows(Privilege.Use, around)) throw TrackingErrors.UnknownRun(parent);
                // What is nested in a run keeps it from being set aside, and goes with it.
                await session.RequireAsync(Privilege.Modify, around).ConfigureAwait(false);
            }

            experiment = start.Experiment;
        }

        if (experiment is null) throw TrackingErrors.UnknownRun(write.RunId);
        Securable securable = Securable.Of(SecurableKind.Experiment, experiment);
        if (!isNew && !session.Allows(Privilege.Use, securable)) throw TrackingErrors.UnknownRun(write.RunId);
        await session.RequireAsync(Privilege.Modify, securable).ConfigureAwait(false);
    }

    private async ValueTask<string?> ExperimentOfAsync(string runId, CancellationToken cancellationToken)
    {
        if (_experiments.TryGetValue(runId, out string? known)) return known;
        if (await inner.FindAsync(runId, cancellationToken).ConfigureAwait(false) is not { } run) return null;
        Know(runId, run.Experiment);
        return run.Experiment;
    }

    private void Know(string runId, string experiment)
    {
        if (_experiments.Count >= MostKnown) _experiments.Clear();
        _experiments[runId] = experiment;
    }

    /// <summary>What leaves of all runs those that may be seen; null when it is all of them.</summary>
    private static RunFilter? Visible(AccessSession session)
    {
        // What no grant names is as the workspace is.
        bool others = session.Allows(Privilege.Select, Securable.Workspace);
        string[] exceptions = [.. session.State.Grants.Where(grant => grant.On.Kind == SecurableKind.Experiment).Select(grant => grant.On.Name).Distinct().Where(name => session.Allows(Privilege.Select, Securable.Of(SecurableKind.Experiment, name)) != others)];
        if (exceptions.Length == 0) return others ? null : RunFilter.Any();
        RunFilter named = new TextFilter(RunTextField.Experiment, "", [.. exceptions], null, false);
        return others ? RunFilter.Not(named) : named;
    }

    private RunInfo Given(RunInfo run)
    {
        Know(run.Id, run.Experiment);
        foreach (RunArtifact artifact in run.Artifacts) reach.Add(artifact.Sha256, Privilege.Select, Securable.Of(SecurableKind.Experiment, run.Experiment));
        return run;
    }
}
