using System.Collections.Concurrent;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Keeps the leases of the runs that this workspace has open: three heartbeats a lease, all runs in one write. At each one it also marks the runs of others whose lease has ended as interrupted.
/// A run that was marked although its process lives (it slept, or its clock jumped) takes itself back with its next heartbeat.
/// </summary>
internal sealed class RunLeases(Workspace workspace) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private Task _beat = Task.CompletedTask;
    private bool _closed;

    public DateTimeOffset Until => workspace.Options.Time.GetUtcNow() + workspace.Options.Lease;

    public void Add(string runId, int attempt)
    {
        _open[runId] = attempt;
        lock (_gate)
        {
            if (_closed) return;
            TimeSpan beat = workspace.Options.Lease / 3;
            _timer ??= workspace.Options.Time.CreateTimer(_ => Beat(), null, beat, beat);
        }
    }

    public void Remove(string runId) => _open.TryRemove(runId, out _);

    public async ValueTask DisposeAsync()
    {
        Task beat;
        lock (_gate)
        {
            _closed = true;
            _timer?.Dispose();
            beat = _beat;
        }

        await beat.ConfigureAwait(false);
    }

    private void Beat()
    {
        lock (_gate)
            if (!_closed && _beat.IsCompleted) _beat = Task.Run(BeatAsync);
    }

    private async Task BeatAsync()
    {
        try
        {
            DateTimeOffset until = Until;
            await workspace.Store.Runs.WriteAsync([.. _open.Select(run => new RunLeased(run.Key, run.Value, until))]).ConfigureAwait(false);
            await workspace.Store.Runs.InterruptExpiredAsync(workspace.Options.Time.GetUtcNow()).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MlopsException or ObjectDisposedException)
        {
            // A store that fails tells the runs that write to it; a heartbeat that is missed is made up for by the next one.
        }
    }
}
