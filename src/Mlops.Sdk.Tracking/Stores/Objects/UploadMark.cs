using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Who holds an upload: an object that is written only over the state that its writer has read (compare and set), again and again while the upload is held. Who finds one that does not change for as long as a holder may be silent takes it over.
/// </summary>
internal sealed class UploadMark : IAsyncDisposable
{
    private const string Free = "free ";
    private readonly ObjectArtifactStore _store;
    private readonly string _key;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;
    private string? _tag;

    private UploadMark(ObjectArtifactStore store, string key, string tag)
    {
        (_store, _key, _tag) = (store, key, tag);
        _renewing = RenewAsync();
    }

    /// <summary>Whether the upload is still held: false after somebody else has taken it over.</summary>
    public bool IsHeld => Volatile.Read(ref _tag) is not null;

    /// <exception cref="MlopsException">MLO6025: somebody else holds it.</exception>
    public static async Task<UploadMark> TakeAsync(ObjectArtifactStore store, string key, string id, CancellationToken cancellationToken)
    {
        string? tag = await FreeTagAsync(store, key, id, cancellationToken).ConfigureAwait(false);
        return await TryTakeAsync(store, key, tag, cancellationToken).ConfigureAwait(false) ?? throw StoreErrors.UploadInUse(id);
    }

    /// <summary>Takes a mark in the state whose ETag was read, or that is not there for null. Null when it is in another one by now.</summary>
    public static async Task<UploadMark?> TryTakeAsync(ObjectArtifactStore store, string key, string? tag, CancellationToken cancellationToken) =>
        await WriteAsync(store, key, "held ", tag ?? "", cancellationToken).ConfigureAwait(false) is { } own ? new UploadMark(store, key, own) : null;

    /// <summary>Whether nobody has held an upload at or after a time, and nobody holds it now.</summary>
    public static async Task<StoredObject?> FindUnusedAsync(ObjectArtifactStore store, string key, DateTimeOffset unusedSince, CancellationToken cancellationToken)
    {
        if (await store.FindObjectAsync(key, cancellationToken).ConfigureAwait(false) is not { } found || found.ModifiedAt >= unusedSince) return null;
        return found.Now - found.ModifiedAt > store.Options.HoldFor || await IsFreeAsync(store, key, cancellationToken).ConfigureAwait(false) ? found : null;
    }

    /// <summary>Lets go, and leaves the mark for the age of the upload; or takes it away with the upload.</summary>
    public async Task LeaveAsync(bool remove)
    {
        await StopAsync().ConfigureAwait(false);
        if (_tag is not { } tag) return;
        _tag = null;
        if (remove) await _store.DeleteObjectAsync(_key, tag, CancellationToken.None).ConfigureAwait(false);
        else await WriteAsync(_store, _key, Free, tag, CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>The state of a mark that may be taken over; null when there is none.</summary>
    private static async Task<string?> FreeTagAsync(ObjectArtifactStore store, string key, string id, CancellationToken cancellationToken)
    {
        if (await store.FindObjectAsync(key, cancellationToken).ConfigureAwait(false) is not { } first) return null;
        if (await IsFreeAsync(store, key, cancellationToken).ConfigureAwait(false)) return first.ETag;
        TimeSpan silent = first.Now - first.ModifiedAt;
        while (silent <= store.Options.HoldFor)
        {
            TimeSpan step = store.Options.HoldFor / 4;
            await Task.Delay(step, store.Options.Time, cancellationToken).ConfigureAwait(false);
            silent += step;
            if (await store.FindObjectAsync(key, cancellationToken).ConfigureAwait(false) is not { } now) return null;
            if (now.ETag == first.ETag) continue;
            return await IsFreeAsync(store, key, cancellationToken).ConfigureAwait(false) ? now.ETag : throw StoreErrors.UploadInUse(id);
        }

        return first.ETag;
    }

    private static async Task<bool> IsFreeAsync(ObjectArtifactStore store, string key, CancellationToken cancellationToken) =>
        await ReadAsync(store, key, Free.Length, cancellationToken).ConfigureAwait(false) is var begin && (begin.Length == 0 || Encoding.ASCII.GetString(begin) == Free);

    /// <summary>Writes a state that is like no other, so that it has an ETag of its own.</summary>
    /// <returns>The ETag; null when another state is there than may be replaced.</returns>
    private static async Task<string?> WriteAsync(ObjectArtifactStore store, string key, string state, string onlyOver, CancellationToken cancellationToken)
    {
        byte[] content = Encoding.ASCII.GetBytes(state + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        if (await store.WriteObjectAsync(key, content, onlyOver, cancellationToken).ConfigureAwait(false) is { } tag) return tag;
        // A client that sends a request again after a lost answer finds what it has written itself.
        StoredObject? found = await store.FindObjectAsync(key, cancellationToken).ConfigureAwait(false);
        return (await ReadAsync(store, key, content.Length, cancellationToken).ConfigureAwait(false)).AsSpan().SequenceEqual(content) ? found?.ETag : null;
    }

    private static async Task<byte[]> ReadAsync(ObjectArtifactStore store, string key, int most, CancellationToken cancellationToken)
    {
        await using Stream? content = await store.ReadObjectAsync(key, 0, null, cancellationToken).ConfigureAwait(false);
        byte[] bytes = new byte[most];
        return content is null ? [] : bytes[..await content.ReadAtLeastAsync(bytes, most, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)];
    }

    private async Task RenewAsync()
    {
        // Off the caller's thread.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            using var timer = new PeriodicTimer(_store.Options.HoldFor / 3, _store.Options.Time);
            while (_tag is { } tag && await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                try
                {
                    Volatile.Write(ref _tag, await WriteAsync(_store, _key, "held ", tag, CancellationToken.None).ConfigureAwait(false));
                }
                catch (MlopsException)
                {
                    // The store did not answer; the next sign may be in time.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is let go.
        }
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
    }
}
