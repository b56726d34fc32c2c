namespace Mlops.Sdk.Extensibility;

/// <summary>Reads plain content and checks each chunk against the list of its chunks.</summary>
internal sealed class CheckedStream(FileStream file, ChunkList list) : FileChunkStream(file, list.Size, list.ChunkBytes, list.ChunkBytes)
{
    protected override long PlaceOf(long chunk) => chunk * list.ChunkBytes;

    protected override int Open(long chunk, ReadOnlySpan<byte> stored, Span<byte> content)
    {
        if (!list.Matches(chunk, stored)) throw new InvalidDataException("A chunk of the content is not what was stored.");
        stored.CopyTo(content);
        return stored.Length;
    }
}
