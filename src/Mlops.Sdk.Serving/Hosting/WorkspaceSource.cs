namespace Mlops.Sdk;

/// <summary>Opens the workspace of the host once, when a model is first asked for.</summary>
internal sealed class WorkspaceSource(MlopsOptions options) : IAsyncDisposable, IDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private Workspace? _workspace;

    public async Task<Workspace> OpenAsync(CancellationToken cancellationToken)
    {
        if (_workspace is { } open) return open;
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _workspace ??= await Workspace.OpenAsync(options.Workspace, new WorkspaceOptions { Time = options.Time, Signatures = options.Signatures, ArtifactKeys = options.ArtifactKeys }, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _workspace, null) is { } open) await open.DisposeAsync().ConfigureAwait(false);
        _opening.Dispose();
    }

    // A container that is disposed synchronously refuses services that can only be disposed asynchronously.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
