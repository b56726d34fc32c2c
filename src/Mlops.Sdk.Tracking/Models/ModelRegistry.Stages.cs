using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    /// <summary>Moves a version to a stage. Of two callers that race, one wins and the other is told.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6045: it is to be archived and an alias points to it; MLO6046: somebody moved it meanwhile; MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task<StageChange> SetStageAsync(ModelReference reference, ModelStage stage, string? reason = null, CancellationToken cancellationToken = default)
    {
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        ModelStage held = await StageAsync(version.Reference, cancellationToken).ConfigureAwait(false);
        var change = new StageChange(version.Name, version.Version, stage, held, _time.GetUtcNow(), _user, reason);
        ModelStage? now = await _store.Models.MoveStageAsync(change, Audit("stage.move", version.ToString(), change.ChangedAt, reason is null ? $"{held} to {stage}" : $"{held} to {stage}: {reason}"), cancellationToken).ConfigureAwait(false);
        return now is null ? change : throw TrackingErrors.StageMoved(version, held, now.Value);
    }

    /// <summary>Takes a version out of use. It stays, with all that was logged for it, and no alias may point to it.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6045: an alias points to it; MLO6046: somebody moved it meanwhile; MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public Task<StageChange> ArchiveAsync(ModelReference reference, string? reason = null, CancellationToken cancellationToken = default) => SetStageAsync(reference, ModelStage.Archived, reason, cancellationToken);

    /// <summary>The stage of a version.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ModelStage> StageAsync(ModelReference reference, CancellationToken cancellationToken = default) =>
        await StageHistoryAsync(reference, cancellationToken).ConfigureAwait(false) is [.., StageChange last] ? last.Stage : ModelStage.None;

    /// <summary>The stages that a version has gone through, the first one first.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<StageChange>> StageHistoryAsync(ModelReference reference, CancellationToken cancellationToken = default)
    {
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        return await _store.Models.ReadStageHistoryAsync(version.Name, version.Version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives an alias back to the version that held it before, the latest that is not archived.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6043: there is no such alias; MLO6044: somebody moved it meanwhile; MLO6049: nobody held it before.</exception>
    public async Task<AliasChange> RollBackAsync(string name, string alias, string? reason = null, CancellationToken cancellationToken = default)
    {
        ModelVersion holder = await ResolveAsync(ModelReference.To(name, alias), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AliasChange> history = await AliasHistoryAsync(name, alias, cancellationToken).ConfigureAwait(false);

        // What came after the holder was first given the alias was tried after it; what came before is what to go back to.
        int given = history.Count - 1;
        for (int i = history.Count - 1; i >= 0; i--)
            if (history[i].Version == holder.Version) given = i;
        for (int i = given - 1; i >= 0; i--)
        {
            if (history[i].Version is not int before || before == holder.Version) continue;
            if (await StageAsync(ModelReference.To(name, before), cancellationToken).ConfigureAwait(false) == ModelStage.Archived) continue;
            return await MoveAsync(name, alias, before, holder.Version, reason ?? $"rolled back from {holder}", cancellationToken).ConfigureAwait(false);
        }

        throw TrackingErrors.NothingBefore(name, alias, holder);
    }

    /// <summary>Gives an alias to a version if it passes every gate, and says what each found. What holds the alias while the gates judge must still hold it afterwards.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="gates">The gates.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6044: somebody moved the alias meanwhile; MLO6045: the version is archived; MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task<PromotionReport> PromoteAsync(ModelReference reference, string alias, IReadOnlyList<ModelGate> gates, string? reason = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(gates);
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        ModelVersion? holder = await FindAsync(ModelReference.To(version.Name, alias), cancellationToken).ConfigureAwait(false);
        VersionEvidence candidate = (await EvidenceAsync(version, cancellationToken).ConfigureAwait(false)) with { PromotedBy = _user };
        VersionEvidence? inUse = holder is null ? null : await EvidenceAsync(holder, cancellationToken).ConfigureAwait(false);
        ImmutableArray<GateResult> results = [.. gates.Select(gate => gate.Judge(candidate, inUse))];
        AliasChange? change = results.All(result => result.Passed) ? await MoveAsync(version.Name, alias, version.Version, holder?.Version, reason, cancellationToken).ConfigureAwait(false) : null;
        return new PromotionReport(version, alias, results, change);
    }

    private async Task<VersionEvidence> EvidenceAsync(ModelVersion version, CancellationToken cancellationToken) => new(
        version,
        [.. await _store.Models.ReadReportsAsync(version.Name, version.Version, cancellationToken).ConfigureAwait(false)],
        version.RunId is null ? null : await _store.Runs.FindAsync(version.RunId, cancellationToken).ConfigureAwait(false))
    {
        Approvals = await ReadApprovalsAsync(version, cancellationToken).ConfigureAwait(false),
        Authors = await ReadAuthorsAsync(version, cancellationToken).ConfigureAwait(false),
    };
}
