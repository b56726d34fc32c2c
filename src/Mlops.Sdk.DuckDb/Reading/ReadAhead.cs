using System.Runtime.ExceptionServices;

namespace Mlops.Sdk;

/// <summary>Lets each reader of a scan work on a thread of its own, a batch ahead, and hands the batches out in order.</summary>
internal sealed class ReadAhead : IDisposable
{
    // With the one that a reader is making, it has the two of a block of usual size.
    private const int MostWaiting = 1;

    private readonly Scan _scan;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<Dataset>[] _waiting;
    private readonly Exception?[] _failures;
    private readonly bool[] _ended;
    private readonly Task[] _readers;
    private readonly object _gate = new();

    public ReadAhead(Scan scan, CancellationToken cancellationToken)
    {
        _scan = scan;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _waiting = [.. Enumerable.Range(0, scan.Readers).Select(_ => new Queue<Dataset>())];
        _failures = new Exception?[scan.Readers];
        _ended = new bool[scan.Readers];
        _readers = [.. Enumerable.Range(0, scan.Readers).Select(reader => Task.Factory.StartNew(() => Work(reader), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

    /// <summary>All batches in order. What went wrong in a reader is thrown where its next batch would have come.</summary>
    public IEnumerable<Dataset> Batches(CancellationToken cancellationToken)
    {
        foreach (ScanBlock block in _scan.Blocks)
        {
            for (long rows = 0; rows < block.Rows;)
            {
                if (Take(block.Turn % _scan.Readers, cancellationToken) is not { } batch) break;
                rows += batch.RowCount;
                yield return batch;
            }
        }

        // What is left is the whole where there are no blocks, and otherwise what a reader has to say at its end.
        for (int reader = 0; reader < _scan.Readers; reader++)
            while (Take(reader, cancellationToken) is { } batch) yield return batch;
    }

    public void Dispose()
    {
        _stop.Cancel();
        Wake();
        Task.WaitAll(_readers, CancellationToken.None);
        _stop.Dispose();
    }

    private Dataset? Take(int reader, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration wake = cancellationToken.Register(Wake);
        lock (_gate)
        {
            while (_waiting[reader].Count == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_failures[reader] is { } failure) ExceptionDispatchInfo.Throw(failure);
                if (_ended[reader]) return null;
                Monitor.Wait(_gate);
            }

            Monitor.PulseAll(_gate);
            return _waiting[reader].Dequeue();
        }
    }

    private void Work(int reader)
    {
        try
        {
            foreach (Dataset batch in _scan.Read(reader, _stop.Token)) Put(reader, batch);
        }
        catch (Exception error)
        {
            _failures[reader] = error;
        }
        finally
        {
            lock (_gate)
            {
                _ended[reader] = true;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Put(int reader, Dataset batch)
    {
        lock (_gate)
        {
            while (_waiting[reader].Count >= MostWaiting && !_stop.IsCancellationRequested) Monitor.Wait(_gate);
            _stop.Token.ThrowIfCancellationRequested();
            _waiting[reader].Enqueue(batch);
            Monitor.PulseAll(_gate);
        }
    }

    private void Wake()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }
}
