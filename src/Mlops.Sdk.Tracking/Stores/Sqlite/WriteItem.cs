namespace Mlops.Sdk.Extensibility;

/// <summary>A write that waits for its turn. It can be cancelled until it begins.</summary>
internal abstract class WriteItem
{
    private int _begun;

    /// <summary>Whether it runs by itself, outside of a transaction.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Takes the item; false when it was cancelled before.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _begun, 1, 0) != 2;

    public void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _begun, 2, 0) == 0) OnCancelled(cancellationToken);
    }

    public abstract void Execute(SqliteSession session);

    /// <summary>Tells the waiter, after the commit.</summary>
    public abstract void Succeed();

    public abstract void Fail(Exception exception);

    protected abstract void OnCancelled(CancellationToken cancellationToken);
}

internal sealed class WriteItem<T>(Func<SqliteSession, T> work) : WriteItem
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _done.Task;

    public override void Execute(SqliteSession session) => _result = work(session);

    public override void Succeed() => _done.TrySetResult(_result);

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    protected override void OnCancelled(CancellationToken cancellationToken) => _done.TrySetCanceled(cancellationToken);
}
