using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

internal sealed class SqliteModelStore(SqliteWriter writer, SqliteReaders readers) : IModelStore
{
    private const string Columns = "model, version, bundle_sha256, bundle_size, signature_json, run_id, created_at";
    private const int ForeignKeyBroken = 787;

    public async Task<ModelVersion> AddVersionAsync(ModelVersion version, VersionReport? report, AuditRecord? audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        try
        {
            return await writer.RunAsync(session => Audited(session, Add(session, version, report), audit), cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e) when (e.InnerException is SqliteException { SqliteExtendedErrorCode: ForeignKeyBroken })
        {
            throw StoreErrors.UnknownRun(version.RunId ?? "");
        }
    }

    public Task<ModelVersion?> FindVersionAsync(string name, int version, CancellationToken cancellationToken) =>
        readers.RunAsync(session => Find(session, name, version), cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<ModelVersion>>(session =>
    {
        List<ModelVersion> versions = [];
        using (SqliteStatement row = session.Query($"SELECT {Columns} FROM model_versions WHERE model = $0 ORDER BY version", name))
            while (row.Read()) versions.Add(Read(row));
        return [.. versions.Select(version => WithTags(session, version))];
    }, cancellationToken);

    public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<string>>(session =>
    {
        List<string> names = [];
        using SqliteStatement row = session.Query("SELECT DISTINCT model FROM model_versions ORDER BY model");
        while (row.Read()) names.Add(row.GetString(0));
        return names;
    }, cancellationToken);

    public Task<AliasMove> MoveAliasAsync(AliasChange change, AuditRecord? audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return writer.RunAsync(session =>
        {
            AliasMove move = Move(session, change);
            return Audited(session, move, move.Moved ? audit : null);
        }, cancellationToken);
    }

    public Task<IReadOnlyList<AliasChange>> ReadAliasHistoryAsync(string model, string? alias, CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<AliasChange>>(session =>
    {
        List<AliasChange> changes = [];
        using SqliteStatement row = session.Query(
            "SELECT model, alias, version, previous, changed_at, changed_by, reason FROM alias_history WHERE model = $0 AND ($1 IS NULL OR alias = $1) ORDER BY id", model, alias);
        while (row.Read()) changes.Add(new AliasChange(row.GetString(0), row.GetString(1), Number(row, 2), Number(row, 3), RunReader.Time(row, 4), RunReader.Text(row, 5), RunReader.Text(row, 6)));
        return changes;
    }, cancellationToken);

    public Task<ModelStage?> MoveStageAsync(StageChange change, AuditRecord? audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return writer.RunAsync(session =>
        {
            RequireVersion(session, change.Model, change.Version);
            ModelStage? held = VersionRecords.MoveStage(session, change);
            return Audited(session, held, held is null ? audit : null);
        }, cancellationToken);
    }

    public Task<IReadOnlyList<StageChange>> ReadStageHistoryAsync(string model, int version, CancellationToken cancellationToken) =>
        readers.RunAsync(session => VersionRecords.ReadStages(session, model, version), cancellationToken);

    public Task LogReportAsync(string model, int version, VersionReport report, AuditRecord? audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        return writer.RunAsync(session =>
        {
            RequireVersion(session, model, version);
            VersionRecords.WriteReport(session, model, version, report);
            return Audited(session, true, audit);
        }, cancellationToken);
    }

    public Task<IReadOnlyList<VersionReport>> ReadReportsAsync(string model, int version, CancellationToken cancellationToken) =>
        readers.RunAsync(session => VersionRecords.ReadReports(session, model, version), cancellationToken);

    private static T Audited<T>(SqliteSession session, T result, AuditRecord? audit)
    {
        if (audit is not null) AuditTable.Append(session, audit);
        return result;
    }

    private static void RequireVersion(SqliteSession session, string model, int version)
    {
        if (session.Number("SELECT 1 FROM model_versions WHERE model = $0 AND version = $1", model, (long)version) is null)
            throw StoreErrors.UnknownVersion(model, version, (int)session.Number("SELECT count(*) FROM model_versions WHERE model = $0", model)!.Value);
    }

    private static ModelVersion Add(SqliteSession session, ModelVersion version, VersionReport? report)
    {
        long number = session.Number("SELECT coalesce(max(version), 0) + 1 FROM model_versions WHERE model = $0", version.Name)!.Value;
        if (version.Version != 0 && version.Version != number) throw StoreErrors.NumberIsTaken(version.Name, version.Version, (int)number);
        session.Execute(
            $"INSERT INTO model_versions({Columns}) VALUES($0, $1, $2, $3, $4, $5, $6)",
            version.Name, number, version.BundleSha256, version.BundleSize, version.SignatureJson, version.RunId, version.CreatedAt.UtcTicks);
        foreach ((string name, string value) in version.Tags)
            session.Execute("INSERT INTO model_version_tags(model, version, name, value) VALUES($0, $1, $2, $3)", version.Name, number, name, value);
        if (report is not null) VersionRecords.WriteReport(session, version.Name, (int)number, report);
        return version with { Version = (int)number };
    }

    private static AliasMove Move(SqliteSession session, AliasChange change)
    {
        int? holder = null;
        using (SqliteStatement row = session.Query("SELECT version FROM alias_history WHERE model = $0 AND alias = $1 ORDER BY id DESC LIMIT 1", change.Model, change.Alias))
            if (row.Read()) holder = Number(row, 0);
        if (holder != change.Previous) return new AliasMove(false, holder);
        if (change.Version is int version) RequireVersion(session, change.Model, version);
        if (change.Version is int next && VersionRecords.StageOf(session, change.Model, next) == ModelStage.Archived) throw StoreErrors.Archived(change.Model, next);
        session.Execute(
            "INSERT INTO alias_history(model, alias, version, previous, changed_at, changed_by, reason) VALUES($0, $1, $2, $3, $4, $5, $6)",
            change.Model, change.Alias, (long?)change.Version, (long?)change.Previous, change.ChangedAt.UtcTicks, change.ChangedBy, change.Reason);
        return new AliasMove(true, change.Version);
    }

    private static ModelVersion? Find(SqliteSession session, string name, int version)
    {
        ModelVersion found;
        using (SqliteStatement row = session.Query($"SELECT {Columns} FROM model_versions WHERE model = $0 AND version = $1", name, (long)version))
        {
            if (!row.Read()) return null;
            found = Read(row);
        }

        return WithTags(session, found);
    }

    private static ModelVersion WithTags(SqliteSession session, ModelVersion version)
    {
        ImmutableSortedDictionary<string, string>.Builder tags = version.Tags.ToBuilder();
        using SqliteStatement row = session.Query("SELECT name, value FROM model_version_tags WHERE model = $0 AND version = $1", version.Name, (long)version.Version);
        while (row.Read()) tags[row.GetString(0)] = row.GetString(1);
        return version with { Tags = tags.ToImmutable() };
    }

    private static ModelVersion Read(SqliteStatement row) => new()
    {
        Name = row.GetString(0),
        Version = row.GetInt32(1),
        BundleSha256 = row.GetString(2),
        BundleSize = row.GetInt64(3),
        SignatureJson = RunReader.Text(row, 4),
        RunId = RunReader.Text(row, 5),
        CreatedAt = RunReader.Time(row, 6),
    };

    private static int? Number(SqliteStatement row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}
