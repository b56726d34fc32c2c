using System.Buffers;

namespace Mlops.Sdk.Extensibility;

/// <summary>Gzip files as readers outside of this package need them.</summary>
public static class GzipFile
{
    /// <summary>Unpacks a file to its end and keeps nothing: a reader that trusts what it unpacks would take a file that is cut short, or holds a changed byte, for a smaller or another table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Looked at after every 64 KB.</param>
    /// <exception cref="InvalidDataException">The file is no gzip, is damaged, is cut short, or has other bytes after its end.</exception>
    public static void Check(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            using var unpacked = new CheckedGzipStream(File.OpenRead(path));
            do cancellationToken.ThrowIfCancellationRequested();
            while (unpacked.Read(buffer) > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
