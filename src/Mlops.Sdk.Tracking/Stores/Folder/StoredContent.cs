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
