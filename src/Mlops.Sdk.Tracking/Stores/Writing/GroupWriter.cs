namespace Mlops.Sdk.Extensibility;

/// <summary>
/// The one writer of a process, on a thread of its own. What waits when the writer is free is committed together, so that many who wait share the cost of one commit.
/// A store derives from it and says how a group is committed; it calls <see cref="Start"/> at the end of its constructor.
/// </summary>
/// <typeparam name="TSession">What work writes through.</typeparam>
public abstract class GroupWriter<TSession> : IAsyncDisposable
{
    private const int LargestGroup = 512;
    private readonly object _gate = new();
    private readonly Queue<WriteItem<TSession>> _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopping;

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
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(Workspace));
            _waiting.Enqueue(item);
            if (_waiting.Count == 1) Monitor.Pulse(_gate);
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

    /// <summary>Lets go of what the writer holds, after the last group.</summary>
    protected abstract void Close();

    private void Loop()
    {
        var group = new List<WriteItem<TSession>>();
        while (Take(group))
        {
            Commit(group);
            group.Clear();
        }

        Close();
        _ended.SetResult();
    }

    private bool Take(List<WriteItem<TSession>> group)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_stopping) Monitor.Wait(_gate);
            while (group.Count < LargestGroup && _waiting.TryPeek(out WriteItem<TSession>? next) && (group.Count == 0 || !(next.IsAlone || group[0].IsAlone))) group.Add(_waiting.Dequeue());
            return group.Count > 0;
        }
    }
}
