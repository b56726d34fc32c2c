using System.Threading.Channels;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Records on their way to the store. Nothing is dropped: when the buffer is full, the caller waits. A store that fails is remembered and told at the next flush, never to the caller that logs.</summary>
internal sealed class RunBuffer
{
    public const int LargestBatch = 4096;
    private readonly Workspace _workspace;
    private readonly RunFenced _fence;
    private readonly Channel<RunWrite> _channel;
    private readonly Task _pump;
    private long _pending;
    private long _lost;
    private Exception? _failure;

    public RunBuffer(Workspace workspace, RunFenced fence, int capacity)
    {
        _workspace = workspace;
        _fence = fence;
        _channel = Channel.CreateBounded<RunWrite>(new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _pump = Task.Run(PumpAsync);
    }

    public bool IsIdle => Interlocked.Read(ref _pending) == 0;

    /// <summary>Queues a record; false when the buffer is closed.</summary>
    public bool TryAdd(RunWrite write)
    {
        Interlocked.Increment(ref _pending);
        if (_channel.Writer.TryWrite(write)) return true;
        try
        {
            _channel.Writer.WriteAsync(write).AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (ChannelClosedException)
        {
            Interlocked.Decrement(ref _pending);
            return false;
        }
    }

    /// <summary>Waits until everything that was added before is stored.</summary>
    /// <exception cref="MlopsException">MLO6034: some of it, now or earlier, could not be stored; MLO6037: another process has resumed the run.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (!IsIdle)
        {
            var mark = new FlushMark();
            await _channel.Writer.WriteAsync(mark, cancellationToken).ConfigureAwait(false);
            await mark.Passed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        ThrowIfLost();
    }

    /// <summary>Takes no more records and waits until the last one is stored.</summary>
    /// <exception cref="MlopsException">MLO6034: some could not be stored.</exception>
    public async Task CloseAsync()
    {
        _channel.Writer.TryComplete();
        await _pump.ConfigureAwait(false);
        ThrowIfLost();
    }

    private void ThrowIfLost()
    {
        if (Volatile.Read(ref _failure) is not Exception failure) return;
        // That the run belongs to another says more than that something was lost.
        throw failure is MlopsException { Code: "MLO6037" } ? new MlopsException("MLO6037", failure.Message, failure) : TrackingErrors.BufferLost(_fence.RunId, Interlocked.Read(ref _lost), failure);
    }

    private async Task PumpAsync()
    {
        ChannelReader<RunWrite> reader = _channel.Reader;
        while (await reader.WaitToReadAsync().ConfigureAwait(false))
        {
            List<RunWrite> batch = [];
            List<FlushMark> marks = [];
            while (batch.Count < LargestBatch && reader.TryRead(out RunWrite? write))
            {
                if (write is FlushMark mark) marks.Add(mark);
                else batch.Add(write);
            }

            await StoreAsync(batch).ConfigureAwait(false);
            foreach (FlushMark mark in marks) mark.Passed.SetResult();
        }
    }

    private async Task StoreAsync(List<RunWrite> batch)
    {
        if (batch.Count == 0) return;
        try
        {
            List<RunWrite> writes = [_fence];
            foreach (RunWrite write in batch)
            {
                if (write is ReportQueued queued) writes.AddRange(await ReportLog.StoreAsync(_workspace.Artifacts, queued.RunId, queued.Path, queued.Report, _workspace.Options.Time.GetUtcNow(), CancellationToken.None).ConfigureAwait(false));
                else if (write is FitQueued fit) writes.Add(await FitLog.StoreAsync(_workspace.Artifacts, fit, _workspace.Options.Time.GetUtcNow()).ConfigureAwait(false));
                else writes.Add(write);
            }

            await _workspace.Store.Runs.WriteAsync(writes).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever the store throws fails the run, and must not reach the code that is being tracked.
            Interlocked.Add(ref _lost, batch.Count);
            Interlocked.CompareExchange(ref _failure, e, null);
        }
        finally
        {
            Interlocked.Add(ref _pending, -batch.Count);
        }
    }

    private sealed record FlushMark() : RunWrite("")
    {
        public TaskCompletionSource Passed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
