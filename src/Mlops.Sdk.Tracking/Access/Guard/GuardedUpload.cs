using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>An upload of a principal, who may refer to the content once it is stored.</summary>
internal sealed class GuardedUpload(IArtifactUpload inner, AccessSession session, ArtifactReach reach) : IArtifactUpload
{
    public long Size => inner.Size;

    public int ChunkBytes => inner.ChunkBytes;

    public IReadOnlyList<string> Chunks => inner.Chunks;

    public long Offset => inner.Offset;

    public bool TryConfirm(ReadOnlySpan<byte> chunk) => inner.TryConfirm(chunk);

    public Task KeepAsync(int count, CancellationToken cancellationToken) => inner.KeepAsync(count, cancellationToken);

    public Task AppendAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken) => inner.AppendAsync(chunk, cancellationToken);

    public async Task<ArtifactBlob> CommitAsync(string sha256, CancellationToken cancellationToken)
    {
        ArtifactBlob blob = await inner.CommitAsync(sha256, cancellationToken).ConfigureAwait(false);
        reach.Put(session, blob.Sha256);
        return blob;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
