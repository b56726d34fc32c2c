using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Registered models as a principal may use them: Use to know versions and aliases without the names of features, which tell values, Select for reports, Execute for bundles, Modify to register and report, Manage to move aliases and stages.</summary>
internal sealed class GuardedModelStore(IModelStore inner, AccessGate gate, ArtifactReach reach) : IModelStore
{
    public async Task<ModelVersion> AddVersionAsync(ModelVersion version, VersionReport? report, AuditRecord? audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session)
        {
            Securable model = Securable.Of(SecurableKind.Model, version.Name);
            await session.RequireAsync(Privilege.Modify, model).ConfigureAwait(false);
            await reach.CheckLinkAsync(session, version.BundleSha256).ConfigureAwait(false);
            await CheckReportAsync(session, report).ConfigureAwait(false);
            audit = session.SignedOrNull(audit);
        }

        return await inner.AddVersionAsync(version, report, audit, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ModelVersion?> FindVersionAsync(string name, int version, CancellationToken cancellationToken)
    {
        ModelVersion? found = await inner.FindVersionAsync(name, version, cancellationToken).ConfigureAwait(false);
        if (found is null || await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return found;
        return session.Allows(Privilege.Use, Securable.Of(SecurableKind.Model, name)) ? Given(session, found) : null;
    }

    public async Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return await inner.ListVersionsAsync(name, cancellationToken).ConfigureAwait(false);
        return session.Allows(Privilege.Use, Securable.Of(SecurableKind.Model, name)) ? [.. (await inner.ListVersionsAsync(name, cancellationToken).ConfigureAwait(false)).Select(version => Given(session, version))] : [];
    }

    public async Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> all = await inner.ListModelsAsync(cancellationToken).ConfigureAwait(false);
        return await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session ? [.. all.Where(name => session.Allows(Privilege.Use, Securable.Of(SecurableKind.Model, name)))] : all;
    }

    public async Task<AliasMove> MoveAliasAsync(AliasChange change, AuditRecord? audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session)
        {
            await session.RequireAsync(Privilege.Manage, Securable.Of(SecurableKind.Model, change.Model)).ConfigureAwait(false);
            (change, audit) = (change with { ChangedBy = session.Name }, session.SignedOrNull(audit));
        }

        return await inner.MoveAliasAsync(change, audit, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ModelStage?> MoveStageAsync(StageChange change, AuditRecord? audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session)
        {
            await session.RequireAsync(Privilege.Manage, Securable.Of(SecurableKind.Model, change.Model)).ConfigureAwait(false);
            (change, audit) = (change with { ChangedBy = session.Name }, session.SignedOrNull(audit));
        }

        return await inner.MoveStageAsync(change, audit, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<StageChange>> ReadStageHistoryAsync(string model, int version, CancellationToken cancellationToken) =>
        await MayUseAsync(model, cancellationToken).ConfigureAwait(false) ? await inner.ReadStageHistoryAsync(model, version, cancellationToken).ConfigureAwait(false) : [];

    public async Task LogReportAsync(string model, int version, VersionReport report, AuditRecord? audit, CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session)
        {
            Securable securable = Securable.Of(SecurableKind.Model, model);
            await session.RequireAsync(Privilege.Modify, securable).ConfigureAwait(false);
            await CheckReportAsync(session, report).ConfigureAwait(false);
            audit = session.SignedOrNull(audit);
        }

        await inner.LogReportAsync(model, version, report, audit, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<VersionReport>> ReadReportsAsync(string model, int version, CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return await inner.ReadReportsAsync(model, version, cancellationToken).ConfigureAwait(false);
        Securable securable = Securable.Of(SecurableKind.Model, model);
        if (!await session.SeesAsync(Privilege.Select, securable).ConfigureAwait(false)) return [];
        IReadOnlyList<VersionReport> reports = await inner.ReadReportsAsync(model, version, cancellationToken).ConfigureAwait(false);
        foreach (RunArtifact artifact in reports.SelectMany(report => report.Artifacts)) reach.Add(artifact.Sha256, Privilege.Select, securable);
        return reports;
    }

    public async Task<IReadOnlyList<AliasChange>> ReadAliasHistoryAsync(string model, string? alias, CancellationToken cancellationToken) =>
        await MayUseAsync(model, cancellationToken).ConfigureAwait(false) ? await inner.ReadAliasHistoryAsync(model, alias, cancellationToken).ConfigureAwait(false) : [];

    private async ValueTask<bool> MayUseAsync(string model, CancellationToken cancellationToken) =>
        gate.IsOpen || await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session || session.Allows(Privilege.Use, Securable.Of(SecurableKind.Model, model));

    private async ValueTask CheckReportAsync(AccessSession session, VersionReport? report)
    {
        foreach (RunArtifact artifact in report?.Artifacts ?? []) await reach.CheckLinkAsync(session, artifact.Sha256).ConfigureAwait(false);
    }

    private ModelVersion Given(AccessSession session, ModelVersion version)
    {
        Securable model = Securable.Of(SecurableKind.Model, version.Name);
        reach.Add(version.BundleSha256, Privilege.Execute, model);
        return session.Allows(Privilege.Select, model) || session.Allows(Privilege.Execute, model) ? version : version with { SignatureJson = ModelSignature.WithoutFeatures(version.SignatureJson) };
    }
}
