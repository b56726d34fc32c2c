namespace Mlops.Sdk;

/// <summary>Which pattern the texts of a shape have, for those shapes of printable ASCII that were met last.</summary>
/// <remarks>The shape says all that a mask does: the class of every byte, and which sign stands where. A text of a shape that was met before widens no range.</remarks>
internal sealed class PatternCache
{
    private const int SlotBits = 8;

    private readonly (ulong Print, PatternEntry? Entry)[] _slots = new (ulong, PatternEntry?)[1 << SlotBits];

    /// <summary>64 bits that say what shape a text of at most 64 bytes has.</summary>
    public static ulong PrintOf(ReadOnlySpan<byte> text, in TextShape shape)
    {
        ulong signs = shape.All * 0x9E3779B97F4A7C15UL;
        for (ulong left = shape.Signs; left != 0; left &= left - 1) signs = (signs + text[System.Numerics.BitOperations.TrailingZeroCount(left)]) * 0xBF58476D1CE4E5B9UL;
        return Fold(shape.Uppers ^ 0xA0761D6478BD642FUL, shape.Lowers ^ 0xE7037ED1A0B428DBUL) ^ Fold(shape.Digits ^ 0x8EBC6AF09C88C6E3UL, shape.Spaces ^ 0x589965CC75374CC3UL ^ signs);
    }

    public PatternEntry? Find(ulong print)
    {
        ref (ulong Print, PatternEntry? Entry) slot = ref _slots[print >> (64 - SlotBits)];
        return slot.Print == print ? slot.Entry : null;
    }

    public void Note(ulong print, PatternEntry entry) => _slots[print >> (64 - SlotBits)] = (print, entry);

    public void Clear() => Array.Clear(_slots);

    private static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
