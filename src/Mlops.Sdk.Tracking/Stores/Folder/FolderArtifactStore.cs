using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>Artifacts as files under <c>ab/cdef...</c>, named by their SHA-256. A file is written beside and moved into place, so that a killed writer leaves no half content under a hash. With keys it is sealed, <c>ab/cdef....sealed</c>, still under the hash of its content; sealed and plain files live side by side.</summary>
public sealed class FolderArtifactStore : IArtifactStore
{
    private const int BufferBytes = 1 << 17;
    private static readonly TimeSpan s_leftoverAge = TimeSpan.FromDays(7);
    private readonly string _unfinished;
    private readonly bool _flush;
    private readonly SortableIds _ids;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly string _lockFile;
    private readonly ArtifactKeys? _keys;

    /// <summary>Opens a folder, and makes it if it is not there.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="durability">Whether a put waits for the disk.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="keys">The keys that content is encrypted with; null to keep it plain.</param>
    public FolderArtifactStore(string directory, Durability durability = Durability.ProcessDeath, TimeProvider? time = null, ArtifactKeys? keys = null)
    {
        _keys = keys;
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        Root = Path.GetFullPath(directory);
        _unfinished = Path.Combine(Root, "unfinished");
        _flush = durability == Durability.PowerLoss;
        _time = time ?? TimeProvider.System;
        _ids = new SortableIds(_time);
        Directory.CreateDirectory(_unfinished);
        _lockFile = Root + ".lock";
        RemoveLeftovers();
    }

    /// <summary>The folder.</summary>
    internal string Root { get; }

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
            throw TrackingErrors.WriteFailed(Root, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw TrackingErrors.WriteFailed(Root, e);
        }
        finally
        {
            TryDelete(unfinished);
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken = default)
    {
        StoredContent found = await FindAsync(sha256, cancellationToken).ConfigureAwait(false);
        return found.State switch
        {
            ArtifactState.Sound => found.Content!,
            ArtifactState.Missing => throw StoreErrors.ArtifactMissing(sha256, PathOf(sha256)),
            ArtifactState.Locked => throw TrackingErrors.ArtifactLocked(sha256, found.KeyId!, _keys is not null),
            _ => throw StoreErrors.ArtifactDamaged(sha256, PathOf(sha256)),
        };
    }

    /// <inheritdoc/>
    public async Task<ArtifactState> CheckAsync(string sha256, CancellationToken cancellationToken = default)
    {
        StoredContent found = await FindAsync(sha256, cancellationToken).ConfigureAwait(false);
        if (found.Content is not null) await found.Content.DisposeAsync().ConfigureAwait(false);
        return found.State;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (string folder in Directory.EnumerateDirectories(Root, "??"))
        {
            foreach (string file in Directory.EnumerateFiles(folder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                bool isSealed = file.EndsWith(StoredContent.Sealed, StringComparison.Ordinal);
                string plain = isSealed ? file[..^StoredContent.Sealed.Length] : file;
                string hash = Path.GetFileName(folder) + Path.GetFileName(plain);
                if (IsHash(hash) && !(isSealed && File.Exists(plain))) yield return hash;
            }
        }
    }

    /// <inheritdoc/>
    public Task<long?> RemoveAsync(string sha256, DateTimeOffset unusedSince, CancellationToken cancellationToken = default)
    {
        string path = PathOf(sha256);
        return Task.Run(() => Locked(() => Remove([new FileInfo(path), new FileInfo(path + StoredContent.Sealed)], unusedSince)), cancellationToken);
    }

    /// <summary>What writers that were killed have left half written; what is still being written is younger.</summary>
    private void RemoveLeftovers()
    {
        DateTime old = (_time.GetUtcNow() - s_leftoverAge).UtcDateTime;
        foreach (FileInfo file in new DirectoryInfo(_unfinished).EnumerateFiles().Where(file => file.LastWriteTimeUtc < old).ToArray()) TryDelete(file.FullName);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It takes room and harms nobody, and what failed before says more.
        }
    }

    private static long? Remove(FileInfo[] files, DateTimeOffset unusedSince)
    {
        FileInfo[] there = [.. files.Where(file => file.Exists)];
        if (there.Length == 0 || there.Any(file => file.LastWriteTimeUtc >= unusedSince.UtcDateTime)) return null;
        long size = there.Sum(file => file.Length);
        foreach (FileInfo file in there) file.Delete();
        return size;
    }

    private async Task<ArtifactBlob> WriteAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            using SealingWriter? seal = _keys is null ? null : new SealingWriter(file, _keys);
            long size = 0;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                if (seal is null) await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                else await seal.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                size += read;
            }

            if (seal is not null) await seal.CompleteAsync(cancellationToken).ConfigureAwait(false);

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
        string plain = PathOf(blob.Sha256), path = _keys is null ? plain : plain + StoredContent.Sealed;
        // Content that is there and sound is kept; damaged content is healed by the move, and what an older key sealed is sealed anew.
        bool isSound = await StoredContent.IsSoundAsync(path, blob.Sha256, _keys, cancellationToken).ConfigureAwait(false);
        Locked(() =>
        {
            if (!isSound || !File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Move(unfinished, path, overwrite: true);
            }

            // Its age is what tells garbage from content that somebody is about to refer to.
            File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
            if (_keys is not null) File.Delete(plain);
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

    private Task<StoredContent> FindAsync(string sha256, CancellationToken cancellationToken) => StoredContent.FindAsync(PathOf(sha256), sha256, _keys, cancellationToken);

    private string PathOf(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        if (!IsHash(sha256)) throw new ArgumentException($"\"{sha256}\" is no SHA-256 in lower-case hexadecimal.", nameof(sha256));
        return Path.Combine(Root, sha256[..2], sha256[2..]);
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
