using System.Buffers.Binary;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Reads the little-endian form of a model; whatever the bytes are, it ends in a value or in an <see cref="InvalidDataException"/> that names the place.</summary>
internal ref struct ModelReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _kind;
    private int _at;

    public ModelReader(ReadOnlySpan<byte> bytes, string kind, uint magic, ushort newestVersion)
    {
        _bytes = bytes;
        _kind = kind;
        if (ReadUInt32("mark") != magic)
            throw Fault("the bytes are not of this kind of model");
        Version = ReadUInt16("format version");
        if (Version == 0 || Version > newestVersion)
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"the format version is {Version}, this package reads 1 to {newestVersion}; use a newer package"));
    }

    /// <summary>The format version that the model was written in.</summary>
    public ushort Version { get; }

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _bytes.Length - _at;

    public byte ReadByte(string what) => Take(1, what)[0];

    public ushort ReadUInt16(string what) => BinaryPrimitives.ReadUInt16LittleEndian(Take(2, what));

    public uint ReadUInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));

    public int ReadInt32(string what) => BinaryPrimitives.ReadInt32LittleEndian(Take(4, what));

    public float ReadSingle(string what) => BinaryPrimitives.ReadSingleLittleEndian(Take(4, what));

    public double ReadDouble(string what) => BinaryPrimitives.ReadDoubleLittleEndian(Take(8, what));

    /// <summary>Reads a count and checks it against what is left, so that nothing is allocated for a count that cannot be true.</summary>
    public int ReadCount(string what, int minimum, int bytesEach)
    {
        int count = ReadInt32(what);
        if (count < minimum || (long)count * bytesEach > Remaining)
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"{what} is {count}, which the {Remaining} bytes left cannot hold"));
        return count;
    }

    /// <summary>Reads a finite number.</summary>
    public double ReadFinite(string what)
    {
        double value = ReadDouble(what);
        return double.IsFinite(value) ? value : throw Fault(string.Create(CultureInfo.InvariantCulture, $"{what} is {value}, which is not finite"));
    }

    /// <summary>Checks that nothing follows.</summary>
    public readonly void End()
    {
        if (Remaining != 0)
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"{Remaining} bytes follow the model"));
    }

    public readonly InvalidDataException Fault(string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The saved {_kind} cannot be read: at byte {_at}, {reason}. The file is damaged or was changed; take it again from where it was saved."));

    private ReadOnlySpan<byte> Take(int count, string what)
    {
        if (Remaining < count)
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"the bytes end within {what}"));
        ReadOnlySpan<byte> span = _bytes.Slice(_at, count);
        _at += count;
        return span;
    }
}
