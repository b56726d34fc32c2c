using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Writes the zip around an export, entry after entry; the manifest comes last.</summary>
internal sealed class ArchiveWriter(Stream target) : IDisposable
{
    private readonly ZipArchive _zip = new(target, ZipArchiveMode.Create, leaveOpen: true);
    private readonly Dictionary<string, ArchiveEntry> _entries = new(StringComparer.Ordinal);

    public bool Has(string name) => _entries.ContainsKey(name);

    public Task AddAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content, writable: false);
        return AddAsync(name, stream, cancellationToken);
    }

    public async Task AddAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using Stream entry = _zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            long length = 0;
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0; length += read)
            {
                hash.AppendData(buffer, 0, read);
                await entry.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            _entries.Add(name, new ArchiveEntry(length, Convert.ToHexStringLower(hash.GetHashAndReset())));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Complete(DateTimeOffset createdAt, string createdBy)
    {
        byte[] manifest = ArchiveManifest.Write(_entries, createdAt, createdBy);
        foreach ((string name, byte[] bytes) in ((string, byte[])[])[(ArchiveManifest.Name, manifest), (ArchiveManifest.HashName, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(manifest))))])
        {
            using Stream entry = _zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(bytes);
        }
    }

    public void Dispose() => _zip.Dispose();
}
