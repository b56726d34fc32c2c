using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Stores a large file chunk by chunk. The file is read from its beginning each time; of an earlier attempt stays what is the same as in the file.</summary>
internal sealed class FileUpload(IArtifactStore artifacts, FileStream file, string stage, IProgress<RunProgress>? progress)
{
    /// <summary>A smaller file is stored in one go.</summary>
    public const long SmallestBytes = 8 << 20;

    private readonly long _size = file.Length;
    private readonly DateTime _writtenAt = File.GetLastWriteTimeUtc(file.SafeFileHandle);

    public async Task<ArtifactBlob> RunAsync(CancellationToken cancellationToken)
    {
        if (_size < SmallestBytes) return await PutAsync(cancellationToken).ConfigureAwait(false);
        IArtifactUpload upload;
        try
        {
            upload = await artifacts.OpenUploadAsync(Id(), _size, cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e) when (e.Code == "MLO6025")
        {
            // Two runs that log one file at once both get it; what they store is the same content.
            progress?.Report(new(stage, 0, "the file is on its way by somebody else as well, so this attempt cannot be resumed"));
            return await PutAsync(cancellationToken).ConfigureAwait(false);
        }

        await using (upload.ConfigureAwait(false))
        {
            return await RunAsync(upload, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ArtifactBlob> PutAsync(CancellationToken cancellationToken)
    {
        ArtifactBlob blob = await artifacts.PutAsync(file, cancellationToken).ConfigureAwait(false);
        progress?.Report(new(stage, 1, "stored"));
        return blob;
    }

    private async Task<ArtifactBlob> RunAsync(IArtifactUpload upload, CancellationToken cancellationToken)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(upload.ChunkBytes);
        try
        {
            for (int i = 0; i < ArtifactUpload.CountChunks(_size, upload.ChunkBytes); i++)
            {
                int wanted = (int)Math.Min(upload.ChunkBytes, _size - (long)i * upload.ChunkBytes);
                int read = await file.ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                if (read < wanted) throw await ChangedAsync(upload).ConfigureAwait(false);
                Task hashing = Task.Run(() => whole.AppendData(buffer, 0, read), CancellationToken.None);
                bool isThere;
                try
                {
                    isThere = i < upload.Chunks.Count && await IsSameAsync(upload, i, buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                    if (!isThere) await upload.AppendAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    // Nobody may read the buffer when it is given back.
                    await hashing.ConfigureAwait(false);
                }

                // The whole is told once, when it counts as stored.
                if ((i + 1L) * upload.ChunkBytes < _size) progress?.Report(new(stage, (double)(i + 1) * upload.ChunkBytes / _size, isThere ? "found stored by an earlier attempt" : "storing"));
            }

            if (HasChanged()) throw await ChangedAsync(upload).ConfigureAwait(false);
            ArtifactBlob blob = await upload.CommitAsync(Convert.ToHexStringLower(whole.GetHashAndReset()), cancellationToken).ConfigureAwait(false);
            progress?.Report(new(stage, 1, "stored"));
            return blob;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async Task<bool> IsSameAsync(IArtifactUpload upload, int chunk, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (upload.TryConfirm(content.Span)) return true;
        long from = (long)chunk * upload.ChunkBytes;
        await upload.KeepAsync(chunk, cancellationToken).ConfigureAwait(false);
        progress?.Report(new(stage, (double)from / _size, string.Create(CultureInfo.InvariantCulture, $"the file is not what an earlier attempt stored from byte {from:N0} on, and is stored again from there")));
        return false;
    }

    private async Task<MlopsException> ChangedAsync(IArtifactUpload upload)
    {
        // What was stored is part of a file that never was.
        await upload.KeepAsync(0, CancellationToken.None).ConfigureAwait(false);
        return TrackingErrors.FileChanged(file.Name);
    }

    private bool HasChanged() => file.Length != _size || File.GetLastWriteTimeUtc(file.SafeFileHandle) != _writtenAt;

    /// <summary>The same for the same file of the same user on the same machine, in any process and for any run.</summary>
    private string Id() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"file\0{Environment.MachineName}\0{Environment.UserName}\0{Path.GetFullPath(file.Name)}")));
}
