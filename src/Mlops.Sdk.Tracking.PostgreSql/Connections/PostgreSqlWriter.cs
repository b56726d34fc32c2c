using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Commits what waits together: one transaction, one round trip for all. A group that the server refuses is undone and each piece gets a transaction of its own, so that a refusal fails alone.
/// A group that two transactions were in each other's way for is written again. A group whose connection was lost is written again only when the server says that it was not committed; where no server answers, its writers are told that nobody knows.
/// </summary>
internal sealed class PostgreSqlWriter : GroupWriter<WriteSession>
{
    private const int MostConflicts = 20;
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(10), s_longestPause = TimeSpan.FromMilliseconds(500);
    private readonly PostgreSqlPlace _place;
    private readonly ManualResetEventSlim _never = new();
    private WriteSession? _session;

    public PostgreSqlWriter(PostgreSqlPlace place)
    {
        _place = place;
        Start("Mlops.Sdk workspace writer");
    }

    protected override void Close()
    {
        _session?.Close();
        _never.Dispose();
    }

    protected override void Commit(List<WriteItem<WriteSession>> group)
    {
        group.RemoveAll(item => !item.TryBegin());
        if (group.Count == 0) return;
        var merges = new DueMerges();
        if (TryCommit(group, merges, out Exception? cause))
        {
            foreach (WriteItem<WriteSession> item in group) item.Succeed();
        }
        else if (group.Count == 1 || PostgreSqlErrors.IsConnectionLost(cause) || cause is MlopsException { Code: "MLO6010" })
        {
            Exception told = PostgreSqlErrors.OfWriting(_place.Name, cause);
            foreach (WriteItem<WriteSession> item in group) item.Fail(told);
        }
        else
        {
            foreach (WriteItem<WriteSession> item in group)
            {
                if (TryCommit([item], merges, out cause)) item.Succeed();
                else item.Fail(PostgreSqlErrors.OfWriting(_place.Name, cause));
            }
        }

        Tidy(merges);
    }

    private bool TryCommit(List<WriteItem<WriteSession>> group, DueMerges merges, [NotNullWhen(false)] out Exception? cause)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan pause = s_firstPause;
        WriteSession? lost = null;
        for (int conflicts = 0; ;)
        {
            try
            {
                _session ??= WriteSession.Open(_place);
                if (!WasCommitted(ref lost, merges)) Write(_session, group, merges);
                cause = null;
                return true;
            }
            catch (Exception e)
            {
                bool isLost = IsLost(e);
                if (isLost)
                {
                    // A session that was opened to take over has not written; the one that it was to take over for still counts.
                    lost ??= _session;
                    Drop();
                }

                bool isWorthwhile = isLost ? Stopwatch.GetElapsedTime(start) < _place.RetryFor : PostgreSqlErrors.IsConflict(e) && ++conflicts <= MostConflicts;
                cause = lost is null ? e : PostgreSqlErrors.OutcomeUnknown(_place.Name, e);
                if (!isWorthwhile) return false;
            }

            _never.Wait(pause);
            pause = pause * 2 > s_longestPause ? s_longestPause : pause * 2;
        }
    }

    private bool IsLost(Exception e) => PostgreSqlErrors.IsConnectionLost(e) || e is PostgresException { SqlState: WriteSession.WriterClosed } || _session is { IsOpen: false };

    private bool WasCommitted(ref WriteSession? lost, DueMerges merges)
    {
        if (lost is null) return false;
        bool isCommitted = _session!.TakeOver(lost);
        if (isCommitted) merges.Ended.UnionWith(lost.Batch.Ended);
        lost = null;
        return isCommitted;
    }

    private static void Write(WriteSession session, List<WriteItem<WriteSession>> group, DueMerges merges)
    {
        session.Batch.Clear();
        if (group is [{ IsAlone: true } alone])
        {
            session.Transact(alone.Execute);
            return;
        }

        foreach (WriteItem<WriteSession> item in group) item.Execute(session);
        session.WriteBatch(merges.Places);
    }

    /// <summary>Merges chunks that have become many. What goes wrong here is made up for by the next merge, at the latest by a compaction.</summary>
    private void Tidy(DueMerges merges)
    {
        if (_session is null || merges.IsEmpty) return;
        try
        {
            foreach ((long series, long? position) in merges.Places) SeriesMerger.Merge(_session, series, position);
            foreach (string run in merges.Ended) SeriesMerger.MergeRun(_session, run);
        }
        catch (Exception e)
        {
            // All that was acknowledged is committed; nothing that happens to its form may end the thread.
            if (IsLost(e)) Drop();
        }
    }

    private void Drop()
    {
        _session?.Dispose();
        _session = null;
    }

    private sealed class DueMerges
    {
        public List<(long Series, long? Position)> Places { get; } = [];

        /// <summary>Runs whose end was committed by a connection that was lost before it could say which of their series are due.</summary>
        public HashSet<string> Ended { get; } = new(StringComparer.Ordinal);

        public bool IsEmpty => Places.Count == 0 && Ended.Count == 0;
    }
}
