using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Arrays in a stored state. What is read is checked against what is left before anything is allocated.</summary>
internal static class StoredNumbers
{
    public const int MostColumns = 1 << 20;

    public static void Write(BinaryWriter writer, ReadOnlySpan<double> values)
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    public static void Write(BinaryWriter writer, ReadOnlySpan<int> values)
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Numbers, none of them NaN.</summary>
    public static double[] ReadDoubles(BinaryReader reader, string what, long? expected = null, bool infinite = false)
    {
        double[] values = Read<double>(reader, what, expected);
        foreach (double value in values)
            if (double.IsNaN(value) || (!infinite && double.IsInfinity(value))) throw new InvalidDataException($"The stored {what} hold {value}.");
        return values;
    }

    /// <summary>Whole numbers, each within bounds.</summary>
    public static int[] ReadIntegers(BinaryReader reader, string what, int least, int most, long? expected = null)
    {
        int[] values = Read<int>(reader, what, expected);
        foreach (int value in values)
            if (value < least || value > most) throw new InvalidDataException($"The stored {what} hold {value}, which is not from {least} to {most}.");
        return values;
    }

    public static int Count(int value, int least, int most, string what) =>
        value >= least && value <= most ? value : throw new InvalidDataException($"The stored {what} are {value}, which is not from {least} to {most}.");

    public static double Finite(double value, string what) =>
        double.IsFinite(value) ? value : throw new InvalidDataException($"The stored {what} is {value}.");

    private static T[] Read<T>(BinaryReader reader, string what, long? expected)
        where T : unmanaged
    {
        int count = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (count < 0 || (long)count * Marshal.SizeOf<T>() > left) throw new InvalidDataException($"{count} {what} are announced, which the {left} bytes left cannot hold.");
        if (expected is { } wanted && count != wanted) throw new InvalidDataException($"There are {count} {what} and not {wanted}.");
        var values = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
