namespace Mlops.Sdk.Extensibility;

/// <summary>A write that waits for its turn in a <see cref="GroupWriter{TSession}"/>. It can be cancelled until it begins.</summary>
/// <typeparam name="TSession">What it writes through.</typeparam>
public abstract class WriteItem<TSession>
{
    private int _begun;

    private protected WriteItem()
    {
    }

    /// <summary>Whether it must not be grouped with others.</summary>
    public bool IsAlone { get; private protected init; }

    /// <summary>Takes the item; false when it was cancelled before.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _begun, 1, 0) != 2;

    /// <summary>Does the work. It may be done again when its transaction was undone.</summary>
    /// <param name="session">What it writes through.</param>
    public abstract void Execute(TSession session);

    /// <summary>Tells the waiter, after the commit.</summary>
    public abstract void Succeed();

    /// <summary>Tells the waiter what went wrong.</summary>
    /// <param name="exception">What went wrong.</param>
    public abstract void Fail(Exception exception);

    internal void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _begun, 2, 0) == 0) OnCancelled(cancellationToken);
    }

    private protected abstract void OnCancelled(CancellationToken cancellationToken);
}

internal sealed class WriteItem<TSession, T> : WriteItem<TSession>
{
    private readonly Func<TSession, T> _work;
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public WriteItem(Func<TSession, T> work, bool isAlone) => (_work, IsAlone) = (work, isAlone);

    public Task<T> Task => _done.Task;

    public override void Execute(TSession session) => _result = _work(session);

    public override void Succeed() => _done.TrySetResult(_result);

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    private protected override void OnCancelled(CancellationToken cancellationToken) => _done.TrySetCanceled(cancellationToken);
}
