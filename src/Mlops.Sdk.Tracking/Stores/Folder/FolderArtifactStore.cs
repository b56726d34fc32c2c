using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>Artifacts as files under <c>ab/cdef...</c>, named by their SHA-256. A file is written beside and moved into place, so that a killed writer leaves no half content under a hash.</summary>
public sealed class FolderArtifactStore : IArtifactStore
{
    private const int BufferBytes = 1 << 17;
    private static readonly TimeSpan s_leftoverAge = TimeSpan.FromDays(7);
    private readonly string _root;
    private readonly string _unfinished;
    private readonly bool _flush;
    private readonly SortableIds _ids;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly string _lockFile;

    /// <summary>Opens a folder, and makes it if it is not there.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="durability">Whether a put waits for the disk.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public FolderArtifactStore(string directory, Durability durability = Durability.ProcessDeath, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        _root = Path.GetFullPath(directory);
        _unfinished = Path.Combine(_root, "unfinished");
        _flush = durability == Durability.PowerLoss;
        _time = time ?? TimeProvider.System;
        _ids = new SortableIds(_time);
        Directory.CreateDirectory(_unfinished);
        _lockFile = _root + ".lock";
        RemoveLeftovers();
    }

    /// <inheritdoc/>
    public async Task<ArtifactBlob> PutAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        string unfinished = Path.Combine(_unfinished, _ids.Next());
        try
        {
            ArtifactBlob blob = await WriteAsync(content, unfinished, cancellationToken).ConfigureAwait(false);
            await PlaceAsync(unfinished, blob, cancellationToken).ConfigureAwait(false);
            return blob;
        }
        catch (IOException e)
        {
            throw TrackingErrors.WriteFailed(_root, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw TrackingErrors.WriteFailed(_root, e);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken = default)
    {
        string path = PathOf(sha256);
        FileStream file = TryOpen(path) ?? throw StoreErrors.ArtifactMissing(sha256, path);
        try
        {
            if (!await MatchesAsync(file, sha256, cancellationToken).ConfigureAwait(false)) throw StoreErrors.ArtifactDamaged(sha256, path);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<ArtifactState> CheckAsync(string sha256, CancellationToken cancellationToken = default)
    {
        await using FileStream? file = TryOpen(PathOf(sha256));
        if (file is null) return ArtifactState.Missing;
        return await MatchesAsync(file, sha256, cancellationToken).ConfigureAwait(false) ? ArtifactState.Sound : ArtifactState.Damaged;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (string folder in Directory.EnumerateDirectories(_root, "??"))
        {
            foreach (string file in Directory.EnumerateFiles(folder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                string hash = Path.GetFileName(folder) + Path.GetFileName(file);
                if (IsHash(hash)) yield return hash;
            }
        }
    }

    /// <inheritdoc/>
    public Task<long?> RemoveAsync(string sha256, DateTimeOffset unusedSince, CancellationToken cancellationToken = default)
    {
        string path = PathOf(sha256);
        return Task.Run(() => Locked(() => Remove(new FileInfo(path), unusedSince)), cancellationToken);
    }

    /// <summary>What writers that were killed have left half written; what is still being written is younger.</summary>
    private void RemoveLeftovers()
    {
        DateTime old = (_time.GetUtcNow() - s_leftoverAge).UtcDateTime;
        foreach (FileInfo file in new DirectoryInfo(_unfinished).EnumerateFiles().Where(file => file.LastWriteTimeUtc < old).ToArray())
        {
            try
            {
                file.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It takes room and harms nobody.
            }
        }
    }

    private static long? Remove(FileInfo file, DateTimeOffset unusedSince)
    {
        if (!file.Exists || file.LastWriteTimeUtc >= unusedSince.UtcDateTime) return null;
        long size = file.Length;
        file.Delete();
        return size;
    }

    private async Task<ArtifactBlob> WriteAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            long size = 0;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                size += read;
            }

            if (_flush) file.Flush(flushToDisk: true);
            return new ArtifactBlob(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task PlaceAsync(string unfinished, ArtifactBlob blob, CancellationToken cancellationToken)
    {
        string path = PathOf(blob.Sha256);
        // Content that is there and sound is kept; damaged content is healed by the move.
        bool isSound = await CheckAsync(blob.Sha256, cancellationToken).ConfigureAwait(false) == ArtifactState.Sound;
        Locked(() =>
        {
            if (!isSound || !File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Move(unfinished, path, overwrite: true);
            }

            // Its age is what tells garbage from content that somebody is about to refer to.
            File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
            return true;
        });
    }

    /// <summary>Moves and removals take turns, so that content which was just found here is not removed before it counts as new.</summary>
    private T Locked<T>(Func<T> work)
    {
        lock (_gate)
        {
            using var processLock = new ProcessLock(_lockFile);
            processLock.Enter();
            return work();
        }
    }

    private string PathOf(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        if (!IsHash(sha256)) throw new ArgumentException($"\"{sha256}\" is no SHA-256 in lower-case hexadecimal.", nameof(sha256));
        return Path.Combine(_root, sha256[..2], sha256[2..]);
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

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

    private static async Task<bool> MatchesAsync(FileStream file, string sha256, CancellationToken cancellationToken)
    {
        byte[] hash = await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(hash) == sha256;
    }
}
