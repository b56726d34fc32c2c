namespace Mlops.Sdk.Extensibility;

/// <summary>Checked chunks in a file.</summary>
internal abstract class FileChunkStream(FileStream file, long length, int chunkBytes, int storedBytes) : ChunkStream(length, chunkBytes, storedBytes)
{
    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Where a chunk begins in the file.</summary>
    protected abstract long PlaceOf(long chunk);

    protected override int Fetch(long chunk, byte[] stored)
    {
        file.Position = PlaceOf(chunk);
        return file.ReadAtLeast(stored, stored.Length, throwOnEndOfStream: false);
    }

    protected override ValueTask<int> FetchAsync(long chunk, byte[] stored, CancellationToken cancellationToken)
    {
        file.Position = PlaceOf(chunk);
        return file.ReadAtLeastAsync(stored, stored.Length, throwOnEndOfStream: false, cancellationToken);
    }
}
