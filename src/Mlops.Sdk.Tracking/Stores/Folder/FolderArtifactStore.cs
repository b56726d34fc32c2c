using System.Buffers;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Extensibility;

/// <summary>Artifacts as files under <c>ab/cdef...</c>, named by their SHA-256. A file is written beside and moved into place, so that a killed writer leaves no half content under a hash. With keys it is sealed, <c>ab/cdef....sealed</c>, still under the hash of its content; sealed and plain files live side by side. A plain file of more than a megabyte has the hashes of its chunks beside it, <c>ab/cdef....chunks</c>, so that a part of it can be checked alone. Uploads that are not complete are in <c>unfinished</c>.</summary>
public sealed partial class FolderArtifactStore : IArtifactStore
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
            ChunkList list = await WriteAsync(content, unfinished, cancellationToken).ConfigureAwait(false);
            await PlaceAsync(unfinished, list, letGo: null, flush: null, cancellationToken).ConfigureAwait(false);
            return new ArtifactBlob(list.Sha256, list.Size);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
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
    /// <remarks>Sealed content is authenticated frame by frame (64 KiB). Plain content of more than a megabyte is checked chunk by chunk against the hashes beside it; where these are missing or damaged, and for smaller content, the whole is checked first. That a whole sealed file lies under the name of another is found by <see cref="OpenAsync"/> and <see cref="CheckAsync"/> only.</remarks>
    public async Task<Stream> OpenReadAsync(string sha256, long offset, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        string path = PathOf(sha256);
        Stream content = await StoredContent.TryOpenPartsAsync(path, sha256, _keys, cancellationToken).ConfigureAwait(false) ?? await OpenAsync(sha256, cancellationToken).ConfigureAwait(false);
        if (offset <= content.Length)
        {
            content.Position = offset;
            return content;
        }

        long length = content.Length;
        await content.DisposeAsync().ConfigureAwait(false);
        throw StoreErrors.OffsetBehindEnd(sha256, offset, length);
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
        return Task.Run(() => Locked(() =>
        {
            long? size = Remove([new FileInfo(path), new FileInfo(path + StoredContent.Sealed)], unusedSince);
            if (size is not null) File.Delete(path + StoredContent.Chunks);
            return size;
        }), cancellationToken);
    }

    /// <summary>What writers that were killed have left half written; what is still being written is younger. Uploads that can go on are left to the collection of garbage.</summary>
    private void RemoveLeftovers()
    {
        DateTime old = (_time.GetUtcNow() - s_leftoverAge).UtcDateTime;
        foreach (FileInfo file in new DirectoryInfo(_unfinished).EnumerateFiles().Where(file => file.LastWriteTimeUtc < old && !IsPart(file.FullName)).ToArray()) TryDelete(file.FullName);
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

    private async Task<ChunkList> WriteAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        using var hash = new ChunkHasher(_keys is null ? PartFile.ChunkBytes : 0);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            using SealingWriter? seal = _keys is null ? null : new SealingWriter(file, _keys);
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.Append(buffer.AsSpan(0, read));
                if (seal is null) await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                else await seal.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            if (seal is not null) await seal.CompleteAsync(cancellationToken).ConfigureAwait(false);

            if (_flush) file.Flush(flushToDisk: true);
            return hash.Complete();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Moves a complete file to its place.</summary>
    /// <param name="unfinished">The file.</param>
    /// <param name="list">What it holds.</param>
    /// <param name="letGo">Closes the file, if it is open.</param>
    /// <param name="flush">Writes it to the disk, if that has not been done.</param>
    /// <param name="cancellationToken">Stops the call before the move.</param>
    internal async Task PlaceAsync(string unfinished, ChunkList list, Action? letGo, Action? flush, CancellationToken cancellationToken)
    {
        string plain = PathOf(list.Sha256), path = _keys is null ? plain : plain + StoredContent.Sealed;
        // Content that is there and sound is kept; damaged content is healed by the move, and what an older key sealed is sealed anew.
        bool isSound = await StoredContent.IsSoundAsync(path, list.Sha256, _keys, cancellationToken).ConfigureAwait(false);
        if (_flush) flush?.Invoke();
        Locked(() =>
        {
            letGo?.Invoke();
            if (!isSound || !File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Move(unfinished, path, overwrite: true);
            }

            // Its age is what tells garbage from content that somebody is about to refer to.
            File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
            if (_keys is not null) File.Delete(plain);
            TryDelete(unfinished);
            KeepChunks(plain + StoredContent.Chunks, list);
            return true;
        });
    }

    /// <summary>Keeps the hashes of chunks beside plain content of more than one. Without them a part of the content is read after the whole was checked.</summary>
    private void KeepChunks(string path, ChunkList list)
    {
        if (_keys is not null)
        {
            // The hashes of chunks would tell more of sealed content than the hash of the whole does.
            File.Delete(path);
        }
        else if (list.Chunks.Length > 1)
        {
            string unfinished = Path.Combine(_unfinished, _ids.Next());
            try
            {
                File.WriteAllBytes(unfinished, list.ToBytes());
                File.Move(unfinished, path, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                TryDelete(unfinished);
            }
        }
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
