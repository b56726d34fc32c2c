using System.Buffers;
using System.Security.Cryptography;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Writes an artifact into a file. It grows under another name, which an attempt that stopped leaves behind, and is moved into place when its hash was found right.</summary>
internal sealed class FileDownload(IArtifactStore artifacts, RunArtifact artifact, string file, IProgress<RunProgress>? progress)
{
    private const int BufferBytes = 1 << 20;
    private readonly string _part = $"{file}.{artifact.Sha256[..16]}.part";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            await using (var part = new FileStream(_part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, useAsync: true))
            {
                // The first time something of an earlier attempt may be damaged; what the store gives was checked.
                if (!await TryFillAsync(part, cancellationToken).ConfigureAwait(false))
                {
                    part.SetLength(0);
                    progress?.Report(new(artifact.Path, 0, "what an earlier attempt wrote is damaged, and is read again"));
                    if (!await TryFillAsync(part, cancellationToken).ConfigureAwait(false)) throw StoreErrors.ArtifactDamaged(artifact.Sha256, _part);
                }
            }

            File.Move(_part, file, overwrite: true);
            progress?.Report(new(artifact.Path, 1, "written"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TrackingErrors.WriteFailed(file, e);
        }
    }

    private async Task<bool> TryFillAsync(FileStream part, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            if (part.Length > artifact.Size) part.SetLength(artifact.Size);
            part.Position = 0;
            int read;
            while ((read = await part.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                Report(part.Position, "found written by an earlier attempt");
            }

            await using Stream content = await artifacts.OpenReadAsync(artifact.Sha256, part.Position, cancellationToken).ConfigureAwait(false);
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await part.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                Report(part.Position, "writing");
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset()) == artifact.Sha256;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    // The whole is told once, when the file is in its place.
    private void Report(long written, string message)
    {
        if (written < artifact.Size) progress?.Report(new(artifact.Path, (double)written / artifact.Size, message));
    }
}
