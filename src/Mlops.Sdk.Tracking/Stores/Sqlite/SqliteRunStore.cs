using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

internal sealed class SqliteRunStore(SqliteWriter writer, SqliteReaders readers) : IRunStore
{
    private const int ForeignKeyBroken = 787;

    public async Task WriteAsync(IReadOnlyList<RunWrite> writes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        if (writes.Count == 0) return;
        try
        {
            await writer.RunAsync(session => RunWriter.Write(session, writes), cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e) when (e.InnerException is SqliteException { SqliteExtendedErrorCode: ForeignKeyBroken })
        {
            throw StoreErrors.UnknownRun(string.Join(" or ", writes.SelectMany(RunIds).Distinct()));
        }
    }

    public Task<RunInfo?> FindAsync(string id, CancellationToken cancellationToken) =>
        readers.RunAsync(session => RunReader.Find(session, id), cancellationToken);

    public Task<RunPage> SearchAsync(RunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.PageSize);
        return readers.RunAsync(session => RunSearch.Run(session, query), cancellationToken);
    }

    public Task<IReadOnlyList<ExperimentInfo>> ListExperimentsAsync(CancellationToken cancellationToken) =>
        readers.RunAsync(ListExperiments, cancellationToken);

    public async Task<int> InterruptExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Looking costs nobody a turn; there is rarely anything to mark.
        if (await readers.RunAsync(session => RunLifetime.CountExpired(session, now), cancellationToken).ConfigureAwait(false) == 0) return 0;
        return await writer.RunAsync(session => RunLifetime.Interrupt(session, now), cancellationToken).ConfigureAwait(false);
    }

    public Task<int> PurgeAsync(DateTimeOffset deletedBefore, AuditRecord? audit, CancellationToken cancellationToken) =>
        writer.RunAsync(session => RunLifetime.Purge(session, deletedBefore, audit), cancellationToken);

    public Task<IReadOnlyList<MetricPoint>> ReadMetricAsync(string runId, string metric, int? most, CancellationToken cancellationToken) =>
        readers.RunAsync(session => SeriesReader.Read(session, runId, metric, most), cancellationToken);

    private static IReadOnlyList<ExperimentInfo> ListExperiments(SqliteSession session)
    {
        List<ExperimentInfo> experiments = [];
        using SqliteStatement row = session.Query(
            "SELECT e.name, e.created_at, count(r.id), max(r.started_at) FROM experiments e LEFT JOIN runs r ON r.experiment_id = e.id GROUP BY e.id ORDER BY e.name");
        while (row.Read()) experiments.Add(new ExperimentInfo(row.GetString(0), RunReader.Time(row, 1), row.GetInt64(2), row.IsDBNull(3) ? null : RunReader.Time(row, 3)));
        return experiments;
    }

    private static IEnumerable<string> RunIds(RunWrite write) => write is RunStarted { ParentId: string parent } ? [parent] : [write.RunId];
}
