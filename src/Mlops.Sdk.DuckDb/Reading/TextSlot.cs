using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>A text in a vector of DuckDB's: up to 12 bytes inside, padded with zeros, more behind a pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct TextSlot
{
    public const int MaxInside = 12;

    [FieldOffset(0)]
    public uint Length;

    [FieldOffset(4)]
    public fixed byte Inside[MaxInside];

    [FieldOffset(8)]
    public byte* Outside;

    /// <summary>The length and the first four bytes.</summary>
    [FieldOffset(0)]
    public ulong Head;

    /// <summary>The last eight bytes of a text inside.</summary>
    [FieldOffset(8)]
    public ulong Tail;

    /// <summary>The bytes of a text in native memory.</summary>
    public static ReadOnlySpan<byte> Bytes(TextSlot* slot) => new(slot->Length <= MaxInside ? slot->Inside : slot->Outside, (int)slot->Length);
}
