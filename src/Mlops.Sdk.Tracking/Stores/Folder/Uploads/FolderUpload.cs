using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>An upload into a folder: a part file that is held open, so that nobody else goes on with it or collects it.</summary>
internal sealed class FolderUpload : ArtifactUpload
{
    private readonly FolderArtifactStore _store;
    private readonly string _path;
    private readonly PartFile _part;
    private bool _isLetGo;

    private FolderUpload(FolderArtifactStore store, string path, long size, PartFile part, List<string> chunks)
        : base(size, PartFile.ChunkBytes, chunks) => (_store, _path, _part) = (store, path, part);

    /// <summary>Goes on with a part file: what of it is whole stays.</summary>
    public static async Task<FolderUpload> OpenAsync(FolderArtifactStore store, string path, long size, PartFile part, CancellationToken cancellationToken)
    {
        List<string> chunks = await part.ScanAsync(null, cancellationToken).ConfigureAwait(false);
        part.Keep(chunks.Count);
        return new FolderUpload(store, path, size, part, chunks);
    }

    protected override Task KeepCoreAsync(int count, CancellationToken cancellationToken) => WritingAsync(() =>
    {
        _part.Keep(count);
        return Task.CompletedTask;
    });

    protected override Task AppendCoreAsync(int number, ReadOnlyMemory<byte> chunk, string sha256, CancellationToken cancellationToken) =>
        WritingAsync(async () => await _part.WriteAsync(number, chunk, cancellationToken).ConfigureAwait(false));

    protected override async Task CommitCoreAsync(string sha256, CancellationToken cancellationToken)
    {
        string stored = SeenSha256 ?? await HashAsync(cancellationToken).ConfigureAwait(false);
        if (stored != sha256) throw StoreErrors.UploadDiffers(sha256, stored);
        var list = new ChunkList(sha256, Size, ChunkBytes, [.. Chunks.Select(Convert.FromHexString)]);
        await WritingAsync(async () =>
        {
            await _part.CompleteAsync(cancellationToken).ConfigureAwait(false);
            await _store.PlaceAsync(_path, list, LetGo, _part.Flush, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    protected override ValueTask DisposeCoreAsync()
    {
        if (!_isLetGo) _store.LeaveUpload(_path, isEmpty: Chunks.Count == 0, _part.Touch, LetGo);
        return ValueTask.CompletedTask;
    }

    private void LetGo()
    {
        _isLetGo = true;
        _part.Dispose();
    }

    /// <summary>What an earlier process wrote was not confirmed, so it is read.</summary>
    private async Task<string> HashAsync(CancellationToken cancellationToken)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await _part.ScanAsync(whole, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(whole.GetHashAndReset());
    }

    private async Task WritingAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TrackingErrors.WriteFailed(_store.Root, e);
        }
    }
}
