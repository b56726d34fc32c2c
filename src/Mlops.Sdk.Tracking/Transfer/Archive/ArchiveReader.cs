using System.Buffers;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads an archive that may be hostile: names, lengths and hashes are those of the manifest or nothing is used, and no entry is read beyond the length that the manifest gives.</summary>
internal sealed class ArchiveReader : IDisposable
{
    private const int LargestManifest = 256 << 20, LargestDocument = 256 << 20, MostEntries = 2_000_000;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _found = new(StringComparer.Ordinal);

    private ArchiveReader(ZipArchive zip) => _zip = zip;

    /// <summary>Every entry but the manifest.</summary>
    public ImmutableSortedDictionary<string, ArchiveEntry> Entries { get; private set; } = ImmutableSortedDictionary<string, ArchiveEntry>.Empty;

    /// <summary>Opens an archive in a stream that can seek, and checks its manifest.</summary>
    public static ArchiveReader Open(Stream stream, long maxBytes)
    {
        ArchiveReader? reader = null;
        try
        {
            reader = new ArchiveReader(new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true));
            reader.ReadManifest(maxBytes);
            return reader;
        }
        catch (Exception e)
        {
            reader?.Dispose();
            if (IsBadZip(e)) throw TrackingErrors.ArchiveRefused($"it is no whole zip archive ({e.Message})", e);
            throw;
        }
    }

    /// <summary>Reads every entry through and holds it against the manifest.</summary>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        foreach (string name in Entries.Keys) await CopyAsync(name, Stream.Null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A document, after its hash was found right.</summary>
    public async Task<byte[]> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (Entries[name].Length > LargestDocument) throw TrackingErrors.ArchiveRefused($"the entry {ErrorText.Show(name)} is larger than a document can be");
        using var bytes = new MemoryStream((int)Math.Min(Entries[name].Length, 1 << 20));
        await CopyAsync(name, bytes, cancellationToken).ConfigureAwait(false);
        return bytes.ToArray();
    }

    /// <summary>An entry at its first byte, in a file of its own that is gone when it is closed, after its hash was found right.</summary>
    public async Task<Stream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        FileStream copy = TemporaryFile.Create();
        try
        {
            await CopyAsync(name, copy, cancellationToken).ConfigureAwait(false);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Dispose() => _zip.Dispose();

    private static bool IsBadZip(Exception e) => e is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentOutOfRangeException or OverflowException;

    private void ReadManifest(long maxBytes)
    {
        if (_zip.Entries.Count > MostEntries) throw TrackingErrors.ArchiveRefused(FormattableString.Invariant($"it has {_zip.Entries.Count} entries"));
        foreach (ZipArchiveEntry entry in _zip.Entries)
            if (!_found.TryAdd(entry.FullName, entry)) throw TrackingErrors.ArchiveRefused($"the entry {ErrorText.Show(entry.FullName)} is there twice");
        byte[] manifest = ReadBounded(ArchiveManifest.Name, LargestManifest), hash = ReadBounded(ArchiveManifest.HashName, 64);
        if (Encoding.ASCII.GetString(hash) != Convert.ToHexStringLower(SHA256.HashData(manifest))) throw TrackingErrors.ArchiveRefused("its manifest does not match manifest.sha256");
        Entries = ArchiveManifest.Read(manifest);
        string? odd = _found.Keys.Except([ArchiveManifest.Name, ArchiveManifest.HashName]).FirstOrDefault(name => !Entries.ContainsKey(name)) ?? Entries.Keys.FirstOrDefault(name => !_found.ContainsKey(name));
        if (odd is not null) throw TrackingErrors.ArchiveRefused($"the entry {ErrorText.Show(odd)} is in the manifest or in the archive and not in both");
        double total = Entries.Values.Sum(entry => (double)entry.Length);
        if (total > maxBytes) throw TrackingErrors.ArchiveRefused(FormattableString.Invariant($"it unpacks to {total} bytes, and at most {maxBytes} are read (ImportOptions.MaxBytes)"));
    }

    private byte[] ReadBounded(string name, int most)
    {
        if (!_found.TryGetValue(name, out ZipArchiveEntry? entry)) throw TrackingErrors.ArchiveRefused($"it has no {name}");
        using Stream source = entry.Open();
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[81920];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > most) throw TrackingErrors.ArchiveRefused($"its {name} is too long");
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private async Task CopyAsync(string name, Stream target, CancellationToken cancellationToken)
    {
        ArchiveEntry expected = Entries[name];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using Stream source = _found[name].Open();
            long length = 0;
            for (int read; (read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                length += read;
                if (length > expected.Length) throw TrackingErrors.ArchiveRefused(FormattableString.Invariant($"the entry {ErrorText.Show(name)} is longer than the {expected.Length} bytes it may have"));
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            if (length != expected.Length || Convert.ToHexStringLower(hash.GetHashAndReset()) != expected.Sha256) throw TrackingErrors.ArchiveRefused($"the entry {ErrorText.Show(name)} does not match its hash");
        }
        catch (Exception e) when (IsBadZip(e))
        {
            throw TrackingErrors.ArchiveRefused($"the entry {ErrorText.Show(name)} cannot be unpacked ({e.Message})", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
