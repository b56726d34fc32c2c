using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class Run
{
    private const string Abandoned = "The run was disposed before it was completed. End it with CompleteAsync, or use Workspace.RunAsync.";

    /// <summary>Ends the run well, after everything it logged was stored.</summary>
    /// <param name="cancellationToken">Stops the call as long as the ending has not begun.</param>
    /// <exception cref="MlopsException">MLO6034: something could not be stored; the run has failed. MLO6037: this process slept beyond its lease and another has resumed the run.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => EndAsync(RunStatus.Completed, null, cancellationToken);

    /// <summary>Ends the run as failed.</summary>
    /// <param name="error">Why.</param>
    /// <param name="cancellationToken">Stops the call as long as the ending has not begun.</param>
    public Task FailAsync(string error, CancellationToken cancellationToken = default) => EndAsync(RunStatus.Failed, error, cancellationToken);

    /// <summary>Ends the run as cancelled.</summary>
    /// <param name="reason">Why, if there is more to say.</param>
    /// <param name="cancellationToken">Stops the call as long as the ending has not begun.</param>
    public Task CancelAsync(string? reason = null, CancellationToken cancellationToken = default) => EndAsync(RunStatus.Cancelled, reason, cancellationToken);

    /// <summary>Stores what is buffered, and ends the run as interrupted if nobody has ended it. A run that another process has resumed is left to that process.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Volatile.Read(ref _ending) == 0) await EndAsync(RunStatus.Interrupted, Abandoned, CancellationToken.None).ConfigureAwait(false);
        }
        catch (MlopsException e) when (e.Code == "MLO6037")
        {
        }
    }

    /// <summary>Ends the run for an exception that is on its way to the caller and must not be replaced by another.</summary>
    internal async Task EndAsync(Exception cause)
    {
        // A time-out of a client shows as a cancellation, although nobody cancelled.
        bool cancelled = cause is OperationCanceledException { InnerException: not TimeoutException };
        try
        {
            await EndAsync(cancelled ? RunStatus.Cancelled : RunStatus.Failed, $"{cause.GetType().Name}: {cause.Message}", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MlopsException or ObjectDisposedException)
        {
            // The store fails as well; the caller's own exception says more.
        }
    }

    private async Task EndAsync(RunStatus status, string? error, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _ending, 1) != 0)
        {
            if (status == RunStatus.Completed) throw TrackingErrors.RunIsOver(Id, _status);
            return;
        }

        _system?.Dispose();
        MlopsException? lost = null;
        try
        {
            await _buffer.CloseAsync().ConfigureAwait(false);
        }
        catch (MlopsException e)
        {
            (status, error, lost) = (RunStatus.Failed, error is null ? e.Message : $"{error} {e.Message}", e);
        }

        _status = status;
        _workspace.Leases.Remove(Id);
        await _workspace.Store.Runs.WriteAsync([Fence, new RunEnded(Id, status, _workspace.Options.Time.GetUtcNow(), error)], CancellationToken.None).ConfigureAwait(false);
        _workspace.Events?.Ended(Id, Attempt, status);
        if (lost is not null) throw lost;
    }
}
