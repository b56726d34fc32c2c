namespace Mlops.Sdk.Numerics;

/// <summary>Registers of a <see cref="HyperLogLog"/> in six bits each: four of them in three bytes.</summary>
internal static class PackedRegisters
{
    private const int Group = 4;

    public static void Write(BinaryWriter writer, ReadOnlySpan<byte> registers)
    {
        byte[] packed = new byte[registers.Length / Group * 3];
        for (int i = 0, to = 0; i < registers.Length; i += Group, to += 3)
        {
            int bits = registers[i] | registers[i + 1] << 6 | registers[i + 2] << 12 | registers[i + 3] << 18;
            (packed[to], packed[to + 1], packed[to + 2]) = ((byte)bits, (byte)(bits >> 8), (byte)(bits >> 16));
        }

        writer.Write(packed);
    }

    public static void Read(BinaryReader reader, Span<byte> registers)
    {
        byte[] packed = reader.ReadBytes(registers.Length / Group * 3);
        if (packed.Length < registers.Length / Group * 3) throw new EndOfStreamException();
        for (int i = 0, from = 0; i < registers.Length; i += Group, from += 3)
        {
            int bits = packed[from] | packed[from + 1] << 8 | packed[from + 2] << 16;
            for (int one = 0; one < Group; one++) registers[i + one] = (byte)(bits >> (6 * one) & 63);
        }
    }
}
