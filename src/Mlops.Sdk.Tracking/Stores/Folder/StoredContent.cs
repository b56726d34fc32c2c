using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>Content that was looked for under its hash: in a sealed file first, then in a plain one. A file that is sound counts before one that is not.</summary>
/// <param name="State">What was found.</param>
/// <param name="Content">The content at its first byte; null unless it is sound.</param>
/// <param name="KeyId">The key that would open it, if it is locked.</param>
internal readonly record struct StoredContent(ArtifactState State, Stream? Content, string? KeyId = null)
{
    /// <summary>What the name of a sealed file ends with.</summary>
    public const string Sealed = ".sealed";

    /// <summary>What the name of the hashes of its chunks ends with.</summary>
    public const string Chunks = ".chunks";

    public static async Task<StoredContent> FindAsync(string plain, string sha256, ArtifactKeys? keys, CancellationToken cancellationToken)
    {
        StoredContent first = await OpenAsync(plain + Sealed, sha256, keys, cancellationToken).ConfigureAwait(false);
        if (first.State == ArtifactState.Sound) return first;
        StoredContent second = await OpenAsync(plain, sha256, keys, cancellationToken).ConfigureAwait(false);
        return second.State == ArtifactState.Sound || first.State == ArtifactState.Missing ? second : first;
    }

    /// <summary>Whether a file holds content as it would be stored now.</summary>
    public static async Task<bool> IsSoundAsync(string path, string sha256, ArtifactKeys? keys, CancellationToken cancellationToken)
    {
        StoredContent found = await OpenAsync(path, sha256, keys is null ? null : new ArtifactKeys(keys.Current), cancellationToken).ConfigureAwait(false);
        if (found.Content is not null) await found.Content.DisposeAsync().ConfigureAwait(false);
        return found.State == ArtifactState.Sound;
    }

    /// <summary>Opens content whose parts can each be checked when they are read; null when it has to be checked as a whole, or cannot be opened.</summary>
    public static async Task<Stream?> TryOpenPartsAsync(string plain, string sha256, ArtifactKeys? keys, CancellationToken cancellationToken)
    {
        ChunkStream? content = TryOpenSealed(plain + Sealed, keys) ?? await TryOpenListedAsync(plain, sha256, cancellationToken).ConfigureAwait(false);
        if (content is not null) content.Damaged = () => StoreErrors.ArtifactDamaged(sha256, plain);
        return content;
    }

    private static ChunkStream? TryOpenSealed(string path, ArtifactKeys? keys)
    {
        FileStream? file = TryOpen(path);
        if (file is null) return null;
        UnsealingStream? content = null;
        try
        {
            return content = UnsealingStream.Open(file, keys).Content;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        finally
        {
            if (content is null) file.Dispose();
        }
    }

    private static async Task<ChunkStream?> TryOpenListedAsync(string path, string sha256, CancellationToken cancellationToken)
    {
        FileStream? file = TryOpen(path), hashes = file is null ? null : TryOpen(path + Chunks);
        CheckedStream? content = null;
        try
        {
            // A list of another length is not read: it may be of any size.
            if (hashes is null || hashes.Length != ChunkList.LengthOf(file!.Length, PartFile.ChunkBytes)) return null;
            byte[] bytes = new byte[hashes.Length];
            await hashes.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return content = ChunkList.Parse(bytes, sha256) is { ChunkBytes: PartFile.ChunkBytes } list && list.Size == file.Length ? new CheckedStream(file, list) : null;
        }
        finally
        {
            if (hashes is not null) await hashes.DisposeAsync().ConfigureAwait(false);
            if (content is null && file is not null) await file.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<StoredContent> OpenAsync(string path, string sha256, ArtifactKeys? keys, CancellationToken cancellationToken)
    {
        FileStream? file = TryOpen(path);
        if (file is null) return new(ArtifactState.Missing, null);
        Stream content = file;
        try
        {
            if (path.EndsWith(Sealed, StringComparison.Ordinal))
            {
                (UnsealingStream? opened, string keyId) = UnsealingStream.Open(file, keys);
                if (opened is null) return await CloseAsync(ArtifactState.Locked, file, keyId).ConfigureAwait(false);
                content = opened;
            }

            byte[] hash = await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false);
            if (Convert.ToHexStringLower(hash) != sha256) return await CloseAsync(ArtifactState.Damaged, content).ConfigureAwait(false);
            content.Position = 0;
            return new(ArtifactState.Sound, content);
        }
        catch (InvalidDataException)
        {
            return await CloseAsync(ArtifactState.Damaged, content).ConfigureAwait(false);
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<StoredContent> CloseAsync(ArtifactState state, Stream content, string? keyId = null)
    {
        await content.DisposeAsync().ConfigureAwait(false);
        return new(state, null, keyId);
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }
}
