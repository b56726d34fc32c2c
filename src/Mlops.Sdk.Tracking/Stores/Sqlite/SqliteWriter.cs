using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// The one writer of a process. What waits is committed together: one lock, one transaction, one write of the log for all.
/// A piece of work that refuses (an <see cref="MlopsException"/> before its first write) fails alone; when anything else goes wrong the group is undone and each piece gets a transaction of its own.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int LargestGroup = 512;
    private readonly string _path;
    private readonly SqliteSession _session;
    private readonly ProcessLock _lock;
    private readonly object _gate = new();
    private readonly Queue<WriteItem> _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopping;

    public SqliteWriter(string path, SqliteSession session, ProcessLock processLock)
    {
        _path = path;
        _session = session;
        _lock = processLock;
        new Thread(Loop) { IsBackground = true, Name = "Mlops.Sdk workspace writer" }.Start();
    }

    public Task<T> RunAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) => QueueAsync(new WriteItem<T>(work), cancellationToken);

    /// <summary>Runs work that SQLite does outside of any transaction, with the lock of the processes.</summary>
    public Task RunAloneAsync(Action<SqliteSession> work, CancellationToken cancellationToken) => QueueAsync(new WriteItem<bool>(session =>
    {
        work(session);
        return true;
    }) { IsAlone = true }, cancellationToken);

    private async Task<T> QueueAsync<T>(WriteItem<T> item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(Workspace));
            _waiting.Enqueue(item);
            if (_waiting.Count == 1) Monitor.Pulse(_gate);
        }

        await using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static (state, token) => ((WriteItem)state!).Cancel(token), item);
        return await item.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        await _ended.Task.ConfigureAwait(false);
    }

    private void Loop()
    {
        var group = new List<WriteItem>();
        while (Take(group))
        {
            Commit(group);
            group.Clear();
        }

        _session.Dispose();
        _lock.Dispose();
        _ended.SetResult();
    }

    private bool Take(List<WriteItem> group)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_stopping) Monitor.Wait(_gate);
            while (group.Count < LargestGroup && _waiting.TryPeek(out WriteItem? next) && (group.Count == 0 || !(next.IsAlone || group[0].IsAlone))) group.Add(_waiting.Dequeue());
            return group.Count > 0;
        }
    }

    private void Commit(List<WriteItem> group)
    {
        try
        {
            _lock.Enter();
        }
        catch (IOException e)
        {
            foreach (WriteItem item in group) item.Fail(TrackingErrors.WriteFailed(_path, e));
            return;
        }

        List<Action> outcomes = new(group.Count);
        try
        {
            group.RemoveAll(item => !item.TryBegin());
            if (!TryCommit(group, outcomes, out Exception? refusal))
            {
                // Whom another program keeps out once would only wait again for each piece.
                bool isLocked = refusal is SqliteException e && SqliteSession.IsLocked(e);
                foreach (WriteItem item in group)
                {
                    Exception? cause = refusal;
                    if (isLocked || !TryCommit([item], outcomes, out cause)) outcomes.Add(() => item.Fail(Translate(cause!)));
                }
            }
        }
        finally
        {
            _lock.Exit();
        }

        foreach (Action outcome in outcomes) outcome();
    }

    private bool TryCommit(List<WriteItem> group, List<Action> outcomes, out Exception? cause)
    {
        int before = outcomes.Count;
        try
        {
            bool isAlone = group is [{ IsAlone: true }];
            if (!isAlone) _session.Execute("BEGIN IMMEDIATE");
            foreach (WriteItem item in group) Execute(item, outcomes);
            if (!isAlone) _session.Execute("COMMIT");
            cause = null;
            return true;
        }
        catch (Exception e)
        {
            cause = e;
            outcomes.RemoveRange(before, outcomes.Count - before);
            Undo();
            return false;
        }
    }

    private void Execute(WriteItem item, List<Action> outcomes)
    {
        try
        {
            item.Execute(_session);
            outcomes.Add(item.Succeed);
        }
        catch (MlopsException e)
        {
            outcomes.Add(() => item.Fail(e));
        }
    }

    private void Undo()
    {
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has already undone the transaction (disk full, I/O error); there is nothing left to undo.
        }
    }

    private Exception Translate(Exception cause) => cause is not SqliteException e ? cause : SqliteSession.IsLocked(e) ? TrackingErrors.Locked(_path, e) : TrackingErrors.WriteFailed(_path, e);
}
