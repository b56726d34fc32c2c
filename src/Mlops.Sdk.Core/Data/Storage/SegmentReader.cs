using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Mlops.Sdk;

/// <summary>Gives the segments of a dataset file as memory: mapped, or read into arrays.</summary>
internal sealed class SegmentReader(string path, string identity, bool intoMemory)
{
    public ReadOnlyMemory<T> Read<T>(FileSegment segment)
        where T : unmanaged
    {
        if (!intoMemory) return MappedFile.Of(path, identity).Memory<T>(segment);
        var values = new T[segment.Length / System.Runtime.CompilerServices.Unsafe.SizeOf<T>()];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        file.Position = segment.Offset;
        for (int start = 0; start < values.Length; start += 1 << 24) file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(1 << 24, values.Length - start))));
        return values;
    }

    public void Verify(FileColumn column)
    {
        var buffer = new byte[1 << 17];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        foreach (FileSegment segment in column.Segments)
        {
            file.Position = segment.Offset;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (long left = segment.Length; left > 0;)
            {
                int read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
                if (read == 0) break;
                hash.AppendData(buffer, 0, read);
                left -= read;
            }

            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != segment.Sha256)
                throw DatasetFileHeader.Damaged(path, $"segment '{segment.Kind}' of column '{column.Field.Name}' at byte {segment.Offset} does not have the hash that the header gives for it");
        }
    }
}
