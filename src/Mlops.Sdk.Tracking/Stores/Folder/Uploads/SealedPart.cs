using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Mlops.Sdk.Extensibility;

/// <summary>The content in sealed frames. A chunk is a whole number of frames, so that an upload goes on at the border of one.</summary>
internal sealed class SealedPart : PartFile
{
    private const int FramesPerChunk = ChunkBytes / SealedFormat.ContentBytes;
    private readonly SealedFormat _format;
    private readonly byte[] _frames = new byte[FramesPerChunk * SealedFormat.FrameBytes];

    private SealedPart(SafeFileHandle file, long size, SealedFormat format)
        : base(file, size) => _format = format;

    private long LastFrame => SealedFormat.CountFrames(Size) - 1;

    /// <summary>Goes on with a file that the current key sealed, or begins it anew under a salt of its own.</summary>
    public static async Task<SealedPart> OpenAsync(SafeFileHandle file, long size, ArtifactKeys keys, CancellationToken cancellationToken)
    {
        byte[] header = new byte[SealedFormat.HeaderBytes];
        bool isThere = RandomAccess.GetLength(file) >= header.Length && await RandomAccess.ReadAsync(file, header, 0, cancellationToken).ConfigureAwait(false) == header.Length && SealedFormat.KeyIdOf(header) == keys.CurrentId;
        if (isThere) return new SealedPart(file, size, SealedFormat.Open(header, keys.Current));
        SealedFormat format = SealedFormat.Create(keys);
        try
        {
            RandomAccess.SetLength(file, 0);
            await RandomAccess.WriteAsync(file, format.Header, 0, cancellationToken).ConfigureAwait(false);
            return new SealedPart(file, size, format);
        }
        catch
        {
            format.Dispose();
            throw;
        }
    }

    public override ValueTask WriteAsync(int chunk, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        int at = 0;
        long frame = (long)chunk * FramesPerChunk;
        for (int from = 0; from < content.Length; from += SealedFormat.ContentBytes, frame++)
        {
            ReadOnlySpan<byte> part = content.Span.Slice(from, Math.Min(SealedFormat.ContentBytes, content.Length - from));
            _format.Seal(frame, frame == LastFrame, part, _frames.AsSpan(at, part.Length + SealedFormat.SpareBytes));
            at += part.Length + SealedFormat.SpareBytes;
        }

        return RandomAccess.WriteAsync(File, _frames.AsMemory(0, at), PlaceOf(chunk), cancellationToken);
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        // Content without bytes has one frame all the same, which says that it ends there.
        if (Size > 0) return;
        _format.Seal(0, isLast: true, [], _frames.AsSpan(0, SealedFormat.SpareBytes));
        await RandomAccess.WriteAsync(File, _frames.AsMemory(0, SealedFormat.SpareBytes), PlaceOf(0), cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _format.Dispose();
        base.Dispose();
    }

    protected override long PlaceOf(int chunk) => SealedFormat.PlaceOf((long)chunk * FramesPerChunk);

    protected override int StoredBytes(int contentBytes) => contentBytes + (contentBytes + SealedFormat.ContentBytes - 1) / SealedFormat.ContentBytes * SealedFormat.SpareBytes;

    protected override async ValueTask<bool> ReadAsync(int chunk, Memory<byte> content, CancellationToken cancellationToken)
    {
        if (!await FillAsync(_frames.AsMemory(0, StoredBytes(content.Length)), PlaceOf(chunk), cancellationToken).ConfigureAwait(false)) return false;
        int at = 0;
        long frame = (long)chunk * FramesPerChunk;
        try
        {
            for (int from = 0; from < content.Length; from += SealedFormat.ContentBytes, frame++)
            {
                Memory<byte> part = content.Slice(from, Math.Min(SealedFormat.ContentBytes, content.Length - from));
                _format.Unseal(frame, frame == LastFrame, _frames.AsSpan(at, part.Length + SealedFormat.SpareBytes), part.Span);
                at += part.Length + SealedFormat.SpareBytes;
            }

            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
