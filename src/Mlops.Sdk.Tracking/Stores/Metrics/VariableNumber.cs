namespace Mlops.Sdk.Extensibility;

/// <summary>Whole numbers of one to ten bytes, seven bits a byte; signed ones with the sign in the lowest bit.</summary>
internal static class VariableNumber
{
    public const int Longest = 10;

    public static void Write(Span<byte> buffer, ref int at, ulong value)
    {
        while (value >= 0x80)
        {
            buffer[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[at++] = (byte)value;
    }

    public static void WriteSigned(Span<byte> buffer, ref int at, long value) => Write(buffer, ref at, unchecked((ulong)((value << 1) ^ (value >> 63))));

    public static ulong Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length) throw new InvalidDataException("A chunk of metric points is cut off.");
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException("A chunk of metric points holds an impossible number.");
    }

    public static long ReadSigned(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong number = Read(bytes, ref at);
        return unchecked((long)(number >> 1) ^ -(long)(number & 1));
    }
}
