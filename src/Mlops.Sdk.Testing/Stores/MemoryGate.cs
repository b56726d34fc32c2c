namespace Mlops.Sdk.Testing;

/// <summary>Lets one piece of work at a time at the records of a store, until the store is closed. What a piece of work throws is the failure of its task.</summary>
internal sealed class MemoryGate
{
    private readonly Lock _lock = new();
    private bool _closed;

    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        try
        {
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_closed, typeof(Workspace));
                return Task.FromResult(work());
            }
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }

    public void Close()
    {
        lock (_lock) _closed = true;
    }
}
