using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Commits what waits together: one lock, one transaction, one write of the log for all.
/// A piece of work that refuses (an <see cref="MlopsException"/> before its first write) fails alone; when anything else goes wrong the group is undone and each piece gets a transaction of its own.
/// </summary>
internal sealed class SqliteWriter : GroupWriter<SqliteSession>
{
    private readonly string _path;
    private readonly SqliteSession _session;
    private readonly ProcessLock _lock;

    public SqliteWriter(string path, SqliteSession session, ProcessLock processLock)
    {
        _path = path;
        _session = session;
        _lock = processLock;
        Start("Mlops.Sdk workspace writer");
    }

    /// <summary>Runs work that SQLite does outside of any transaction, with the lock of the processes.</summary>
    public Task RunAloneAsync(Action<SqliteSession> work, CancellationToken cancellationToken) => RunAsync(session =>
    {
        work(session);
        return true;
    }, isAlone: true, cancellationToken);

    protected override void Close()
    {
        _session.Dispose();
        _lock.Dispose();
    }

    protected override void Commit(List<WriteItem<SqliteSession>> group)
    {
        try
        {
            _lock.Enter();
        }
        catch (IOException e)
        {
            foreach (WriteItem<SqliteSession> item in group) item.Fail(TrackingErrors.WriteFailed(_path, e));
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
                foreach (WriteItem<SqliteSession> item in group)
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

    private bool TryCommit(List<WriteItem<SqliteSession>> group, List<Action> outcomes, out Exception? cause)
    {
        int before = outcomes.Count;
        try
        {
            bool isAlone = group is [{ IsAlone: true }];
            if (!isAlone) _session.Execute("BEGIN IMMEDIATE");
            foreach (WriteItem<SqliteSession> item in group) Execute(item, outcomes);
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

    private void Execute(WriteItem<SqliteSession> item, List<Action> outcomes)
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
