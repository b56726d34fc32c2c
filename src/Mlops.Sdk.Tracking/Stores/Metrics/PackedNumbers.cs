using System.Buffers.Binary;
using System.Numerics;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Numbers as the differences of neighbours, in blocks of 128: the smallest difference of the block, the bits that the rest above it needs, and these bits one after another.
/// A steady step costs nothing, a clock that jitters by a millisecond about two bytes, and one long pause widens its own block only.
/// </summary>
internal static class PackedNumbers
{
    private const int Block = 128;

    /// <summary>The most bytes that some numbers can take.</summary>
    public static int LongestOf(int count) => VariableNumber.Longest + (count / Block + 1) * (VariableNumber.Longest + 1) + count * sizeof(long) + sizeof(long);

    public static void Write(Span<byte> buffer, ref int at, ReadOnlySpan<long> numbers)
    {
        if (numbers.IsEmpty) return;
        VariableNumber.WriteSigned(buffer, ref at, numbers[0]);
        Span<long> differences = stackalloc long[Block];
        for (int first = 1; first < numbers.Length; first += Block)
        {
            int count = Math.Min(Block, numbers.Length - first);
            long min = long.MaxValue, max = long.MinValue;
            for (int i = 0; i < count; i++)
            {
                long difference = unchecked(numbers[first + i] - numbers[first + i - 1]);
                differences[i] = difference;
                min = Math.Min(min, difference);
                max = Math.Max(max, difference);
            }

            VariableNumber.WriteSigned(buffer, ref at, min);
            int width = 64 - BitOperations.LeadingZeroCount(unchecked((ulong)max - (ulong)min));
            buffer[at++] = (byte)width;
            WriteBits(buffer, ref at, differences[..count], min, width);
        }
    }

    public static void Read(ReadOnlySpan<byte> bytes, ref int at, Span<long> numbers)
    {
        if (numbers.IsEmpty) return;
        long number = numbers[0] = VariableNumber.ReadSigned(bytes, ref at);
        for (int first = 1; first < numbers.Length; first += Block)
        {
            int count = Math.Min(Block, numbers.Length - first);
            long min = VariableNumber.ReadSigned(bytes, ref at);
            int width = at < bytes.Length ? bytes[at++] : 255;
            int length = (count * width + 7) / 8;
            if (width > 64 || length > bytes.Length - at) throw new InvalidDataException("A chunk of metric points is cut off.");
            ReadOnlySpan<byte> packed = bytes.Slice(at, length);
            for (int i = 0; i < count; i++)
            {
                number = unchecked(number + min + (long)ReadBits(packed, i * width, width));
                numbers[first + i] = number;
            }

            at += length;
        }
    }

    private static void WriteBits(Span<byte> buffer, ref int at, ReadOnlySpan<long> differences, long min, int width)
    {
        if (width == 0) return;
        ulong waiting = 0;
        int bits = 0;
        foreach (long difference in differences)
        {
            ulong rest = unchecked((ulong)difference - (ulong)min);
            waiting |= rest << bits;
            if (bits + width < 64)
            {
                bits += width;
                continue;
            }

            BinaryPrimitives.WriteUInt64LittleEndian(buffer[at..], waiting);
            at += sizeof(ulong);
            waiting = bits == 0 ? 0 : rest >> (64 - bits);
            bits = bits + width - 64;
        }

        for (; bits > 0; bits -= 8, waiting >>= 8) buffer[at++] = (byte)waiting;
    }

    private static ulong ReadBits(ReadOnlySpan<byte> packed, int bit, int width)
    {
        if (width == 0) return 0;
        int from = bit >> 3, shift = bit & 7;
        ulong mask = ulong.MaxValue >> (64 - width);
        if (packed.Length - from >= sizeof(ulong) && shift + width <= 64) return (BinaryPrimitives.ReadUInt64LittleEndian(packed[from..]) >> shift) & mask;
        Span<byte> last = stackalloc byte[16];
        packed[from..Math.Min(packed.Length, from + 9)].CopyTo(last);
        ulong low = BinaryPrimitives.ReadUInt64LittleEndian(last) >> shift;
        return (shift == 0 ? low : low | ((ulong)last[8] << (64 - shift))) & mask;
    }
}
