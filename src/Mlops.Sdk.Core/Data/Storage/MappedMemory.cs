using System.Buffers;

namespace Mlops.Sdk;

/// <summary>A part of a mapped file as memory. It is there as long as the process, so there is nothing to pin and nothing to release.</summary>
internal sealed unsafe class MappedMemory<T>(MappedFile file, T* start, int length) : MemoryManager<T>
    where T : unmanaged
{
    /// <summary>The mapping that this is a part of.</summary>
    public MappedFile File => file;

    public override Span<T> GetSpan() => new(start, length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, length);
        return new MemoryHandle(start + elementIndex);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
