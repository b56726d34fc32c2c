using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>The readers of a process: connections of their own, which never wait for the writer. Each call sees one state of the database.</summary>
internal sealed class SqliteReaders(string path) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _closed;

    public Task<T> RunAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        Task.Run(() => Read(work), cancellationToken);

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out SqliteSession? session)) session.Dispose();
    }

    private T Read<T>(Func<SqliteSession, T> work)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(Workspace));
        SqliteSession? session = null;
        bool sound = false;
        try
        {
            if (!_idle.TryTake(out session)) session = SqliteSession.Open(path, readOnly: true, Durability.ProcessDeath);
            session.Execute("BEGIN");
            T result = work(session);
            session.Execute("COMMIT");
            sound = true;
            return result;
        }
        catch (SqliteException e)
        {
            throw SqliteSession.IsLocked(e) ? TrackingErrors.Locked(path, e) : TrackingErrors.ReadFailed(path, e);
        }
        finally
        {
            if (sound && !_closed) _idle.Add(session!);
            else session?.Dispose();
            if (_closed) Dispose();
        }
    }
}
