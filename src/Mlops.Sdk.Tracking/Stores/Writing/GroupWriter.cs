namespace Mlops.Sdk.Extensibility;

/// <summary>
/// The one writer of a process, on a thread of its own. What waits when the writer is free is committed together, so that many who wait share the cost of one commit.
/// A store derives from it and says how a group is committed; it calls <see cref="Start"/> at the end of its constructor.
/// A store whose commits can be awaited may take a write that nothing waits beside without the thread (<see cref="TryCommitAsync"/>), which spares two changes of threads.
/// </summary>
/// <typeparam name="TSession">What work writes through.</typeparam>
public abstract class GroupWriter<TSession> : IAsyncDisposable
{
    private const int LargestGroup = 512;
    private readonly object _gate = new();
    private readonly Queue<WriteItem<TSession>> _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteItem<TSession>? _handedOver;
    private bool _stopping, _isBusy, _wasShared;

    /// <summary>Queues work and waits for its commit.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">The work; what it throws is the failure of the task. It may be done again when its transaction was undone.</param>
    /// <param name="isAlone">Whether it must not be grouped with others.</param>
    /// <param name="cancellationToken">Stops the call as long as the work has not begun.</param>
    public async Task<T> RunAsync<T>(Func<TSession, T> work, bool isAlone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        cancellationToken.ThrowIfCancellationRequested();
        var item = new WriteItem<TSession, T>(work, isAlone);
        bool isOwner;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(Workspace));
            // Where the last group had several writes, the next will have: who went ahead alone would make two commits of one.
            isOwner = !isAlone && !_isBusy && !_wasShared && _waiting.Count == 0 && _handedOver is null && CanCommitAsync;
            if (isOwner) _isBusy = true;
            else
            {
                _waiting.Enqueue(item);
                if (_waiting.Count == 1) Monitor.Pulse(_gate);
            }
        }

        if (isOwner)
        {
            bool isDone = item.TryBegin() && await TryCommitAsync(item).ConfigureAwait(false);
            Release(isDone ? null : item);
            return await item.Task.ConfigureAwait(false);
        }

        await using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static (state, token) => ((WriteItem<TSession>)state!).Cancel(token), item);
        return await item.Task.ConfigureAwait(false);
    }

    /// <summary>Queues work that may be grouped with others, and waits for its commit.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops the call as long as the work has not begun.</param>
    public Task<T> RunAsync<T>(Func<TSession, T> work, CancellationToken cancellationToken) => RunAsync(work, isAlone: false, cancellationToken);

    /// <summary>Writes what waits, and closes the writer.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        await _ended.Task.ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Its name, for debuggers.</param>
    protected void Start(string name) => new Thread(Loop) { IsBackground = true, Name = name }.Start();

    /// <summary>Commits a group and tells each item how it went. It must not throw.</summary>
    /// <param name="group">The group: one item that is alone, or some that are not. The list is used again.</param>
    protected abstract void Commit(List<WriteItem<TSession>> group);

    /// <summary>Whether a write can be committed without the thread now. It is asked while nothing is being committed.</summary>
    protected virtual bool CanCommitAsync => false;

    /// <summary>Commits one write without the thread and tells it so. It must not throw and must not block.</summary>
    /// <param name="item">The write, which has begun.</param>
    /// <returns>Whether that was all; otherwise <see cref="Commit"/> gets the write next and goes on with it.</returns>
    protected virtual Task<bool> TryCommitAsync(WriteItem<TSession> item) => Task.FromResult(false);

    /// <summary>Lets go of what the writer holds, after the last group.</summary>
    protected abstract void Close();

    private void Loop()
    {
        var group = new List<WriteItem<TSession>>();
        while (Take(group))
        {
            Commit(group);
            group.Clear();
            Release(null);
        }

        Close();
        _ended.SetResult();
    }

    private bool Take(List<WriteItem<TSession>> group)
    {
        lock (_gate)
        {
            while (_isBusy || (_waiting.Count == 0 && _handedOver is null && !_stopping)) Monitor.Wait(_gate);
            if (_handedOver is not null)
            {
                group.Add(_handedOver);
                _handedOver = null;
            }
            else
            {
                while (group.Count < LargestGroup && _waiting.TryPeek(out WriteItem<TSession>? next) && (group.Count == 0 || !(next.IsAlone || group[0].IsAlone))) group.Add(_waiting.Dequeue());
            }

            _wasShared = group.Count > 1;
            return _isBusy = group.Count > 0;
        }
    }

    /// <summary>Lets the next group begin.</summary>
    /// <param name="handedOver">A write that the thread has to go on with before any other.</param>
    private void Release(WriteItem<TSession>? handedOver)
    {
        lock (_gate)
        {
            _isBusy = false;
            _handedOver = handedOver;
            if (_handedOver is not null || _waiting.Count > 0 || _stopping) Monitor.Pulse(_gate);
        }
    }
}
