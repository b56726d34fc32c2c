using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>Hashed rows, parted by their keys: one part in memory, several in temporary files.</summary>
internal sealed class RowParts : IDisposable
{
    private const int Buffered = 4096;
    private readonly List<HashedRow>[] _buffers;
    private readonly FileStream[] _files;

    public RowParts(int parts)
    {
        _buffers = [.. Enumerable.Range(0, parts).Select(_ => new List<HashedRow>())];
        _files = new FileStream[parts > 1 ? parts : 0];
        for (int part = 0; part < _files.Length; part++) _files[part] = TemporaryFile.Create();
    }

    public void Add(in HashedRow row)
    {
        int part = (int)((ulong)row.Key % (ulong)_buffers.Length);
        _buffers[part].Add(row);
        if (_files.Length > 0 && _buffers[part].Count >= Buffered) Flush(part);
    }

    public void Complete()
    {
        for (int part = 0; part < _files.Length; part++) Flush(part);
    }

    public IEnumerable<HashedRow> Read(int part) => _files.Length == 0 ? _buffers[part] : ReadFile(_files[part]);

    public void Dispose()
    {
        foreach (FileStream? file in _files) file?.Dispose();
    }

    private static IEnumerable<HashedRow> ReadFile(FileStream file)
    {
        var rows = new HashedRow[Buffered];
        file.Position = 0;
        for (long left = file.Length / Unsafe.SizeOf<HashedRow>(); left > 0; left -= rows.Length)
        {
            int count = (int)Math.Min(left, rows.Length);
            file.ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan(0, count)));
            for (int i = 0; i < count; i++) yield return rows[i];
        }
    }

    private void Flush(int part)
    {
        _files[part].Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_buffers[part])));
        _buffers[part].Clear();
    }
}
