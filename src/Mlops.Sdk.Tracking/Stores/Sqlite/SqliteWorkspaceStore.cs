using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>A workspace in one SQLite file in WAL mode, for any number of threads and processes of one machine.</summary>
public sealed class SqliteWorkspaceStore : IWorkspaceStore
{
    private readonly string _path;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;

    private SqliteWorkspaceStore(string path, SqliteSession session, ProcessLock processLock)
    {
        _path = path;
        _writer = new SqliteWriter(path, session, processLock);
        _readers = new SqliteReaders(path);
        Runs = new SqliteRunStore(_writer, _readers);
        Models = new SqliteModelStore(_writer, _readers);
        Documents = new SqliteDocumentStore(_writer, _readers);
        Audit = new SqliteAuditStore(_writer, _readers);
    }

    /// <inheritdoc/>
    public IRunStore Runs { get; }

    /// <inheritdoc/>
    public IModelStore Models { get; }

    /// <inheritdoc/>
    public IDocumentStore Documents { get; }

    /// <inheritdoc/>
    public IAuditStore Audit { get; }

    /// <summary>The database and what SQLite keeps of it beside it.</summary>
    internal IEnumerable<string> Files => [_path, _path + "-wal", _path + "-shm", _path + "-journal"];

    /// <summary>Opens a database, makes it if it is not there, and brings an older one up to date.</summary>
    /// <param name="path">The file; a lock file is kept beside it.</param>
    /// <param name="durability">What an awaited write survives.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6001: a newer SDK wrote the database; MLO6002: the file is no readable database; MLO6006: it is on a network file system; MLO6007: another program holds it locked.</exception>
    public static Task<SqliteWorkspaceStore> OpenAsync(string path, Durability durability = Durability.ProcessDeath, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = Path.GetFullPath(path);
        if (FileSystems.FindNetwork(Path.GetDirectoryName(full)!) is string network) throw TrackingErrors.OnNetwork(full, network);
        return Task.Run(() => Open(full, durability, time ?? TimeProvider.System), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ArtifactLink>> ListArtifactLinksAsync(CancellationToken cancellationToken = default) =>
        _readers.RunAsync(StoreCheck.ListLinks, cancellationToken);

    /// <inheritdoc/>
    public Task<StoreTotals> CountAsync(CancellationToken cancellationToken = default) => _readers.RunAsync(StoreCheck.Count, cancellationToken);

    /// <inheritdoc/>
    public async Task CompactAsync(CancellationToken cancellationToken = default)
    {
        await _writer.RunAsync(SeriesWriter.CompactAll, cancellationToken).ConfigureAwait(false);
        await _writer.RunAloneAsync(session =>
        {
            session.Script("VACUUM");
            session.Script("PRAGMA wal_checkpoint(TRUNCATE)");
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkspaceProblem>> CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _readers.RunAsync(StoreCheck.Run, cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e)
        {
            return [new WorkspaceProblem(WorkspaceProblemKind.DamagedDatabase, "database", e.Message)];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        _readers.Dispose();
    }

    /// <summary>Copies the database, as it stands, into a file that must not be there.</summary>
    internal Task CopyAsync(string path, CancellationToken cancellationToken) => Task.Run(() =>
    {
        try
        {
            using SqliteSession session = SqliteSession.Open(_path, readOnly: false, Durability.ProcessDeath);
            session.Execute("VACUUM INTO $0", path);
        }
        catch (SqliteException e)
        {
            throw SqliteSession.IsLocked(e) ? TrackingErrors.Locked(_path, e) : TrackingErrors.WriteFailed(path, e);
        }
    }, cancellationToken);

    /// <summary>The hashes that a copy refers to.</summary>
    internal static Task<IReadOnlyList<string>> ListArtifactsAsync(string path, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<string>>(() =>
    {
        using SqliteSession session = SqliteSession.Open(path, readOnly: true, Durability.ProcessDeath);
        return [.. StoreCheck.ListLinks(session).Select(link => link.Sha256).Concat(StoreCheck.ListDocumentLinks(session)).Distinct()];
    }, cancellationToken);

    /// <summary>Bounds the size of the database, as a full disk does; for tests.</summary>
    internal Task LimitAsync(long pages) => _writer.RunAloneAsync(session => session.Script(FormattableString.Invariant($"PRAGMA max_page_count = {pages}")), CancellationToken.None);

    /// <summary>Bounds how long a write waits for other programs; for tests.</summary>
    internal Task WaitAtMostAsync(TimeSpan time) => _writer.RunAloneAsync(session => session.Script(FormattableString.Invariant($"PRAGMA busy_timeout = {(int)time.TotalMilliseconds}")), CancellationToken.None);

    private static SqliteWorkspaceStore Open(string path, Durability durability, TimeProvider time)
    {
        ProcessLock? processLock = null;
        SqliteSession? session = null;
        try
        {
            processLock = new ProcessLock(path + ".lock");
            processLock.Enter();
            session = SqliteSession.Open(path, readOnly: false, durability);
            Migrate(session, path, time);
            processLock.Exit();
            return new SqliteWorkspaceStore(path, session, processLock);
        }
        catch (Exception e)
        {
            session?.Dispose();
            processLock?.Dispose();
            if (e is SqliteException error) throw SqliteSession.IsLocked(error) ? TrackingErrors.Locked(path, e) : SqliteSession.IsOfTheDisk(error) ? TrackingErrors.CannotOpen(Path.GetDirectoryName(path) ?? path, e) : TrackingErrors.NotADatabase(path, e);
            throw;
        }
    }

    private static void Migrate(SqliteSession session, string path, TimeProvider time)
    {
        bool fresh = session.Number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_versions'") == 0;
        long found = fresh ? 0 : session.Number("SELECT max(version) FROM schema_versions") ?? 0;
        if (found > SqliteSchema.Version) throw StoreErrors.DatabaseIsNewer(path, found, SqliteSchema.Version);
        // Where the log cannot be had, SQLite goes on without one and says so.
        string mode = session.Text("PRAGMA journal_mode = WAL");
        if (mode != "wal") throw TrackingErrors.OnNetwork(path, $"its journal is \"{mode}\", for it has no memory that processes share");
        if (found == SqliteSchema.Version) return;

        // A table that is made anew under its name is referred to while it is away.
        session.Script("PRAGMA foreign_keys = OFF");
        session.Script("BEGIN IMMEDIATE");
        session.Script("CREATE TABLE IF NOT EXISTS schema_versions(version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)");
        for (int version = (int)found; version < SqliteSchema.Version; version++)
        {
            session.Script(SqliteSchema.Migrations[version]);
            session.Execute("INSERT INTO schema_versions(version, applied_at) VALUES($0, $1)", (long)version + 1, time.GetUtcNow().UtcTicks);
        }

        session.Script("COMMIT");
        session.Script("PRAGMA foreign_keys = ON");
    }
}
