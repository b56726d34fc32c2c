using Microsoft.Extensions.Logging;

namespace Mlops.Sdk;

/// <summary>Holds the version that scores, and swaps it as a whole.</summary>
internal sealed partial class ModelSlot<TModel>(WorkspaceSource source, ModelReference reference, Func<FittedPipeline, ModelVersion, TModel> bind, ILogger logger) : IDisposable
    where TModel : LoadedModel
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile TModel? _current;
    private volatile Exception? _lastError;

    public ModelReference Reference { get; } = reference;

    public Exception? LastError => _lastError;

    /// <summary>The version that scores now; loaded when first asked for, where no host has done so.</summary>
    public TModel Current => _current ?? LoadFirst();

    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SwapAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (_current is not null && error is not OperationCanceledException)
        {
            // Whatever is wrong with the new version, the old one scores on.
            if (_lastError?.Message != error.Message) LogKept(logger, Reference, _current!.Version, error);
            _lastError = error;
            return false;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private async Task<bool> SwapAsync(CancellationToken cancellationToken)
    {
        Workspace workspace = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        ModelVersion version = await workspace.Models.ResolveAsync(Reference, cancellationToken).ConfigureAwait(false);
        if (_current is { } current && current.Version.Version == version.Version)
        {
            _lastError = null;
            return false;
        }

        FittedPipeline model = await workspace.Models.LoadAsync(version.Reference, null, cancellationToken).ConfigureAwait(false);
        _current = bind(model, version);
        _lastError = null;
        LogServing(logger, Reference, version);
        return true;
    }

    private TModel LoadFirst()
    {
        Task.Run(() => _current is null ? RefreshAsync(CancellationToken.None) : Task.FromResult(false)).GetAwaiter().GetResult();
        return _current!;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Reference} is served by {Version}.")]
    private static partial void LogServing(ILogger logger, ModelReference reference, ModelVersion version);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reference} could not be refreshed and is still served by {Version}.")]
    private static partial void LogKept(ILogger logger, ModelReference reference, ModelVersion version, Exception error);
}
