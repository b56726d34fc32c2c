using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;

namespace Mlops.Sdk;

/// <summary>A file mapped into memory for the rest of the process.</summary>
/// <remarks>
/// Never unmapped: a span of a column does not keep the column alive, so an unmapping by the garbage collector could pull the memory from under a running loop. What stays is address space; the pages
/// themselves are the operating system's to take back. Opening the same file again gives the same mapping.
/// </remarks>
internal sealed unsafe class MappedFile
{
    private static readonly ConcurrentDictionary<string, Lazy<MappedFile>> Known = new(StringComparer.Ordinal);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private MappedFile(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete), null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, false);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    /// <summary>The mapping of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">What changes whenever the file is replaced by another.</param>
    public static MappedFile Of(string path, string identity) => Known.GetOrAdd($"{Path.GetFullPath(path)}|{identity}", _ => new Lazy<MappedFile>(() => new MappedFile(path))).Value;

    public ReadOnlyMemory<T> Memory<T>(FileSegment segment)
        where T : unmanaged => segment.Length == 0 ? default : new MappedMemory<T>(this, (T*)(_start + segment.Offset), (int)(segment.Length / sizeof(T))).Memory;
}
