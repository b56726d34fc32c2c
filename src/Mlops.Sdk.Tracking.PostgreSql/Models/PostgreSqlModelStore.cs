using System.Collections.Immutable;
using Npgsql;

namespace Mlops.Sdk.Extensibility;

internal sealed class PostgreSqlModelStore(PostgreSqlWriter writer, PostgreSqlReaders readers) : IModelStore
{
    private const string Columns = "model, version, bundle_sha256, bundle_size, signature_json, run_id, created_at";

    public async Task<ModelVersion> AddVersionAsync(ModelVersion version, VersionReport? report, AuditRecord? audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        try
        {
            return await writer.RunAsync(session => Audited(session, Add(session, version, report), audit), isAlone: true, cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e) when (e.InnerException is not null && PostgreSqlErrors.IsForeignKey(e.InnerException))
        {
            throw StoreErrors.UnknownRun(version.RunId ?? "");
        }
    }

    public Task<ModelVersion?> FindVersionAsync(string name, int version, CancellationToken cancellationToken) => readers.RunAsync(
        async session => (await ReadVersionsAsync(session, $"SELECT {Columns} FROM mlops.model_versions WHERE model = $1 AND version = $2", name, (long)version).ConfigureAwait(false)).FirstOrDefault(), cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<ModelVersion>>(
        async session => await ReadVersionsAsync(session, $"SELECT {Columns} FROM mlops.model_versions WHERE model = $1 ORDER BY version", name).ConfigureAwait(false), cancellationToken);

    public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<string>>(
        async session => await session.ListAsync("SELECT name FROM mlops.models WHERE versions > 0 ORDER BY name", row => row.Text(0)).ConfigureAwait(false), cancellationToken);

    public Task<AliasMove> MoveAliasAsync(AliasChange change, AuditRecord? audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return writer.RunAsync(session =>
        {
            AliasMove move = Move(session, change);
            return Audited(session, move, move.Moved ? audit : null);
        }, isAlone: true, cancellationToken);
    }

    public Task<IReadOnlyList<AliasChange>> ReadAliasHistoryAsync(string model, string? alias, CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<AliasChange>>(
        async session => await session.ListAsync(
            "SELECT model, alias, version, previous, changed_at, changed_by, reason FROM mlops.alias_history WHERE model = $1 AND ($2::text IS NULL OR alias = $2::text) ORDER BY id",
            row => new AliasChange(row.Text(0), row.Text(1), row.Int32OrNull(2), row.Int32OrNull(3), row.Time(4), row.TextOrNull(5), row.TextOrNull(6)), model, alias).ConfigureAwait(false), cancellationToken);

    public Task<ModelStage?> MoveStageAsync(StageChange change, AuditRecord? audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return writer.RunAsync(session =>
        {
            RequireVersion(session, change.Model, change.Version);
            ModelStage? held = VersionRecords.MoveStage(session, change);
            return Audited(session, held, held is null ? audit : null);
        }, isAlone: true, cancellationToken);
    }

    public Task<IReadOnlyList<StageChange>> ReadStageHistoryAsync(string model, int version, CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<StageChange>>(
        async session => await session.ListAsync(
            "SELECT stage, previous, changed_at, changed_by, reason FROM mlops.stage_history WHERE model = $1 AND version = $2 ORDER BY id",
            row => new StageChange(model, version, (ModelStage)row.GetInt32(0), (ModelStage)row.GetInt32(1), row.Time(2), row.TextOrNull(3), row.TextOrNull(4)), model, (long)version).ConfigureAwait(false), cancellationToken);

    public Task LogReportAsync(string model, int version, VersionReport report, AuditRecord? audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        return writer.RunAsync(session =>
        {
            RequireVersion(session, model, version);
            VersionRecords.WriteReport(session, model, version, report);
            return Audited(session, true, audit);
        }, isAlone: true, cancellationToken);
    }

    public Task<IReadOnlyList<VersionReport>> ReadReportsAsync(string model, int version, CancellationToken cancellationToken) =>
        readers.RunAsync(session => VersionRecords.ReadReportsAsync(session, model, version), cancellationToken);

    private static T Audited<T>(WriteSession session, T result, AuditRecord? audit)
    {
        if (audit is not null) AuditTable.Append(session, [audit]);
        return result;
    }

    /// <summary>Takes the lock of a model for the rest of the transaction and says how many versions it has; 0 where there is no such model.</summary>
    private static int Lock(WriteSession session, string model) => (int)session.Number("SELECT versions FROM mlops.models WHERE name = $1 FOR UPDATE", model);

    private static void RequireVersion(WriteSession session, string model, int version)
    {
        int count = Lock(session, model);
        if (version < 1 || version > count) throw StoreErrors.UnknownVersion(model, version, count);
    }

    private static ModelVersion Add(WriteSession session, ModelVersion version, VersionReport? report)
    {
        // The row is locked up to the end of the transaction, so that numbers have no gaps.
        long number = session.Number("INSERT INTO mlops.models AS m(name, versions) VALUES($1, 1) ON CONFLICT(name) DO UPDATE SET versions = m.versions + 1 RETURNING versions", version.Name);
        if (version.Version != 0 && version.Version != number) throw StoreErrors.NumberIsTaken(version.Name, version.Version, (int)number);
        session.Execute(
            $"INSERT INTO mlops.model_versions({Columns}) VALUES($1, $2, $3, $4, $5, $6, $7)",
            version.Name, number, version.BundleSha256, version.BundleSize, version.SignatureJson, version.RunId, version.CreatedAt);
        session.ExecuteAll(version.Tags.Select(tag => ("INSERT INTO mlops.model_version_tags(model, version, name, value) VALUES($1, $2, $3, $4)", (object?[])[version.Name, number, tag.Key, tag.Value])));
        if (report is not null) VersionRecords.WriteReport(session, version.Name, (int)number, report);
        return version with { Version = (int)number, CreatedAt = version.CreatedAt.ToUniversalTime() };
    }

    private static AliasMove Move(WriteSession session, AliasChange change)
    {
        int count = Lock(session, change.Model);
        int? holder = (int?)session.NumberOrNull("SELECT version FROM mlops.alias_history WHERE model = $1 AND alias = $2 ORDER BY id DESC LIMIT 1", change.Model, change.Alias);
        if (holder != change.Previous) return new AliasMove(false, holder);
        if (change.Version is int version && (version < 1 || version > count)) throw StoreErrors.UnknownVersion(change.Model, version, count);
        if (change.Version is int next && VersionRecords.StageOf(session, change.Model, next) == ModelStage.Archived) throw StoreErrors.Archived(change.Model, next);
        session.Execute(
            "INSERT INTO mlops.alias_history(model, alias, version, previous, changed_at, changed_by, reason) VALUES($1, $2, $3, $4, $5, $6, $7)",
            change.Model, change.Alias, (long?)change.Version, (long?)change.Previous, change.ChangedAt, change.ChangedBy, change.Reason);
        return new AliasMove(true, change.Version);
    }

    private static async Task<List<ModelVersion>> ReadVersionsAsync(ReadSession session, string sql, params object?[] values)
    {
        List<ModelVersion> versions = await session.ListAsync(sql, Read, values).ConfigureAwait(false);
        if (versions.Count == 0) return versions;
        ILookup<int, (int Version, string Name, string Value)> tags = (await session.ListAsync(
            "SELECT version, name, value FROM mlops.model_version_tags WHERE model = $1 AND version = ANY($2)",
            row => (Version: row.GetInt32(0), Name: row.Text(1), Value: row.Text(2)), versions[0].Name, versions.Select(version => version.Version).ToArray()).ConfigureAwait(false)).ToLookup(tag => tag.Version);
        return [.. versions.Select(version => version with { Tags = version.Tags.AddRange(tags[version.Version].Select(tag => KeyValuePair.Create(tag.Name, tag.Value))) })];
    }

    private static ModelVersion Read(NpgsqlDataReader row) => new()
    {
        Name = row.Text(0),
        Version = row.GetInt32(1),
        BundleSha256 = row.GetString(2),
        BundleSize = row.GetInt64(3),
        SignatureJson = row.TextOrNull(4),
        RunId = row.TextOrNull(5),
        CreatedAt = row.Time(6),
    };
}
