using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Mlops.Sdk.Extensibility;

public sealed partial class FolderArtifactStore
{
    private const string PlainPartName = ".part", SealedPartName = ".sealed-part";

    /// <inheritdoc/>
    public async Task<IArtifactUpload> OpenUploadAsync(string id, long size, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        string path = PartOf(id, _keys is null ? PlainPartName : SealedPartName);
        try
        {
            SafeFileHandle file = await Task.Run(() => Locked(() => OpenPart(id, path)), cancellationToken).ConfigureAwait(false);
            PartFile? part = null;
            try
            {
                part = _keys is null ? new PlainPart(file, size) : await SealedPart.OpenAsync(file, size, _keys, cancellationToken).ConfigureAwait(false);
                part.Touch(_time.GetUtcNow());
                return await FolderUpload.OpenAsync(this, path, size, part, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                // It holds the cipher beside the file.
                part?.Dispose();
                file.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TrackingErrors.WriteFailed(Root, e);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListUploadsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (string id in Directory.EnumerateFiles(_unfinished).Where(IsPart).Select(file => Path.GetFileNameWithoutExtension(file)).Distinct(StringComparer.Ordinal).ToArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }
    }

    /// <inheritdoc/>
    public Task<long?> RemoveUploadAsync(string id, DateTimeOffset unusedSince, CancellationToken cancellationToken = default)
    {
        FileInfo[] parts = [new(PartOf(id, PlainPartName)), new(PartOf(id, SealedPartName))];
        return Task.Run(() => Locked(() => parts.Any(part => part.Exists && IsHeld(part.FullName)) ? null : Remove(parts, unusedSince)), cancellationToken);
    }

    /// <summary>Lets go of an upload that was not committed. What has no chunk is not worth keeping.</summary>
    internal void LeaveUpload(string path, bool isEmpty, Action<DateTimeOffset> touch, Action letGo) => Locked(() =>
    {
        try
        {
            touch(_time.GetUtcNow());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its age is then that of its last chunk.
        }

        letGo();
        if (isEmpty) TryDelete(path);
        return true;
    });

    private static SafeFileHandle OpenPart(string id, string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous);
        }
        catch (IOException e) when (IsInUse(e))
        {
            throw StoreErrors.UploadInUse(id, e);
        }
    }

    private static bool IsHeld(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return false;
        }
        catch (IOException e) when (IsInUse(e))
        {
            return true;
        }
    }

    /// <summary>Whether another handle holds a file: a sharing or lock violation on Windows, EWOULDBLOCK on Linux and macOS.</summary>
    private static bool IsInUse(IOException e) => OperatingSystem.IsWindows() ? (e.HResult & 0xffff) is 32 or 33 : e.HResult == (OperatingSystem.IsLinux() ? 11 : 35);

    private static bool IsPart(string file) => (file.EndsWith(PlainPartName, StringComparison.Ordinal) || file.EndsWith(SealedPartName, StringComparison.Ordinal)) && IsHash(Path.GetFileNameWithoutExtension(file));

    private string PartOf(string id, string ending)
    {
        ArgumentNullException.ThrowIfNull(id);
        return IsHash(id) ? Path.Combine(_unfinished, id + ending) : throw new ArgumentException($"\"{id}\" is no id of an upload: that is 64 digits in lower-case hexadecimal, such as a SHA-256 of what tells the upload from others.", nameof(id));
    }
}
