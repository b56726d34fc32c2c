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

    public IEnumerable<HashedRow> Read(int part)
    {
        if (_files.Length == 0) return _buffers[part];
        var rows = new HashedRow[_files[part].Length / Unsafe.SizeOf<HashedRow>()];
        _files[part].Position = 0;
        _files[part].ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan()));
        return rows;
    }

    public void Dispose()
    {
        foreach (FileStream? file in _files) file?.Dispose();
    }

    private void Flush(int part)
    {
        _files[part].Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_buffers[part])));
        _buffers[part].Clear();
    }
}
