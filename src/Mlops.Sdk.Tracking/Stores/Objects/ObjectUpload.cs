namespace Mlops.Sdk.Extensibility;

/// <summary>An upload into an object store: parts that were sent and are not visible.</summary>
internal sealed class ObjectUpload : ArtifactUpload
{
    private readonly ObjectArtifactStore _store;
    private readonly string _id;
    private readonly string _key;
    private readonly UploadMark _mark;
    private readonly List<StagedPart> _parts;
    private bool _isCommitted, _isLetGo;

    private ObjectUpload(ObjectArtifactStore store, string id, string key, long size, int chunkBytes, UploadMark mark, List<StagedPart> parts)
        : base(size, chunkBytes, parts.Select(part => part.Sha256)) => (_store, _id, _key, _mark, _parts) = (store, id, key, mark, parts);

    public static async Task<ObjectUpload> OpenAsync(ObjectArtifactStore store, string id, string key, long size, UploadMark mark, CancellationToken cancellationToken)
    {
        int chunkBytes = store.ChunkBytesFor(size);
        List<StagedPart> parts = [];
        foreach (StagedPart part in await store.ListPartsAsync(key, cancellationToken).ConfigureAwait(false))
        {
            // A part that is missing, or of another length than it would have, ends what can go on.
            if (part.Number != parts.Count || part.Size == 0 || part.Size != Math.Min(chunkBytes, size - (long)parts.Count * chunkBytes)) break;
            parts.Add(part);
        }

        return new ObjectUpload(store, id, key, size, chunkBytes, mark, parts);
    }

    protected override Task KeepCoreAsync(int count, CancellationToken cancellationToken)
    {
        // What is dropped is not taken up when the object is put together.
        _parts.RemoveRange(count, _parts.Count - count);
        return Task.CompletedTask;
    }

    protected override async Task AppendCoreAsync(int number, ReadOnlyMemory<byte> chunk, string sha256, CancellationToken cancellationToken)
    {
        ThrowIfLost();
        _parts.Add(await _store.SendPartAsync(_key, number, chunk, sha256, cancellationToken).ConfigureAwait(false));
    }

    protected override async Task CommitCoreAsync(string sha256, CancellationToken cancellationToken)
    {
        ThrowIfLost();
        if (SeenSha256 is { } seen && seen != sha256) throw StoreErrors.UploadDiffers(sha256, seen);
        var list = new ChunkList(sha256, Size, ChunkBytes, [.. Chunks.Select(Convert.FromHexString)]);
        if (_parts.Count > 0 && SeenSha256 is null) await CheckAsync(sha256, cancellationToken).ConfigureAwait(false);
        do await PlaceAsync(list, cancellationToken).ConfigureAwait(false);
        while (!await _store.IsKeptAsync(sha256, cancellationToken).ConfigureAwait(false));
        _isCommitted = true;
        await LetGoAsync().ConfigureAwait(false);
    }

    protected override async ValueTask DisposeCoreAsync() => await LetGoAsync().ConfigureAwait(false);

    private async Task PlaceAsync(ChunkList list, CancellationToken cancellationToken)
    {
        string to = _store.KeyOf(list.Sha256);
        if (_parts.Count == 0)
        {
            await _store.WriteObjectAsync(to, ReadOnlyMemory<byte>.Empty, null, cancellationToken).ConfigureAwait(false);
        }
        else if (!await _store.TouchAsync(list.Sha256, Size, cancellationToken).ConfigureAwait(false))
        {
            await _store.WriteChunksAsync(list, cancellationToken).ConfigureAwait(false);
            await _store.JoinPartsAsync(_key, _parts, to, Size, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What an earlier process sent was not confirmed, so it is read back.</summary>
    private async Task CheckAsync(string sha256, CancellationToken cancellationToken)
    {
        using var hash = new ChunkHasher(0);
        byte[] buffer = new byte[1 << 17];
        await foreach (Stream part in _store.ReadPartsAsync(_key, _parts, cancellationToken).ConfigureAwait(false))
        {
            await using Stream content = part;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0) hash.Append(buffer.AsSpan(0, read));
        }

        string stored = hash.Complete().Sha256;
        if (stored != sha256) throw StoreErrors.UploadDiffers(sha256, stored);
    }

    private async Task LetGoAsync()
    {
        if (_isLetGo) return;
        _isLetGo = true;
        bool remove = _isCommitted || _parts.Count == 0;
        try
        {
            // Parts that somebody else has taken over are theirs.
            if (remove && _mark.IsHeld) await _store.DropPartsAsync(_key, CancellationToken.None).ConfigureAwait(false);
            await _mark.LeaveAsync(remove).ConfigureAwait(false);
        }
        catch (MlopsException)
        {
            // The store does not answer: the content is stored or the parts are kept, and what is left over is collected.
        }
        finally
        {
            await _mark.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void ThrowIfLost()
    {
        if (!_mark.IsHeld) throw StoreErrors.UploadInUse(_id);
    }
}
