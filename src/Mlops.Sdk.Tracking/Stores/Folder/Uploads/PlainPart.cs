using Microsoft.Win32.SafeHandles;

namespace Mlops.Sdk.Extensibility;

/// <summary>The content as it is.</summary>
internal sealed class PlainPart(SafeFileHandle file, long size) : PartFile(file, size)
{
    public override ValueTask WriteAsync(int chunk, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => RandomAccess.WriteAsync(File, content, PlaceOf(chunk), cancellationToken);

    protected override long PlaceOf(int chunk) => (long)chunk * ChunkBytes;

    protected override int StoredBytes(int contentBytes) => contentBytes;

    protected override ValueTask<bool> ReadAsync(int chunk, Memory<byte> content, CancellationToken cancellationToken) => FillAsync(content, PlaceOf(chunk), cancellationToken);
}
