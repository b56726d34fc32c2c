using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>An upload into a folder: a part file that is held open, so that nobody else goes on with it or collects it.</summary>
internal sealed class FolderUpload : ArtifactUpload
{
    private readonly FolderArtifactStore _store;
    private readonly string _path;
    private readonly PartFile _part;
    private IncrementalHash _whole;
    private bool _isLetGo;

    private FolderUpload(FolderArtifactStore store, string path, long size, PartFile part, IncrementalHash whole, List<string> chunks)
        : base(size, PartFile.ChunkBytes, chunks) => (_store, _path, _part, _whole) = (store, path, part, whole);

    /// <summary>Goes on with a part file: what of it is whole stays.</summary>
    public static async Task<FolderUpload> OpenAsync(FolderArtifactStore store, string path, long size, PartFile part, CancellationToken cancellationToken)
    {
        var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        List<string> chunks = await part.ScanAsync(int.MaxValue, whole, cancellationToken).ConfigureAwait(false);
        return new FolderUpload(store, path, size, part, whole, chunks);
    }

    protected override async Task KeepCoreAsync(int count, CancellationToken cancellationToken)
    {
        var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await WritingAsync(async () => await _part.ScanAsync(count, whole, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        _whole.Dispose();
        _whole = whole;
    }

    protected override async Task AppendCoreAsync(int number, ReadOnlyMemory<byte> chunk, string sha256, CancellationToken cancellationToken)
    {
        await WritingAsync(async () => await _part.WriteAsync(number, chunk, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        _whole.AppendData(chunk.Span);
    }

    protected override async Task CommitCoreAsync(string sha256, CancellationToken cancellationToken)
    {
        string stored = Convert.ToHexStringLower(_whole.GetCurrentHash());
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
        _whole.Dispose();
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
