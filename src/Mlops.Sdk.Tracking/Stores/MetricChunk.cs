using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Points of one series as bytes: a format byte, the number of points, the values bit for bit (little-endian), the steps and then the times (UTC ticks) as differences.
/// Numbers are variable-length with the sign in the lowest bit, so that a steady step and clock cost one to four bytes a point beside the eight of the value.
/// </summary>
internal static class MetricChunk
{
    private const byte Format = 1;
    private const int LongestNumber = 10;

    /// <summary>The most points that a store puts into one chunk.</summary>
    public const int MostPoints = 4096;

    public static byte[] Encode(ReadOnlySpan<MetricPoint> points)
    {
        var buffer = new byte[1 + LongestNumber + points.Length * (sizeof(double) + 2 * LongestNumber)];
        buffer[0] = Format;
        int at = 1;
        WriteNumber(buffer, ref at, (ulong)points.Length);
        foreach (MetricPoint point in points)
        {
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(at), BitConverter.DoubleToInt64Bits(point.Value));
            at += sizeof(double);
        }

        long previous = 0;
        foreach (MetricPoint point in points) WriteDifference(buffer, ref at, point.Step, ref previous);
        previous = 0;
        foreach (MetricPoint point in points) WriteDifference(buffer, ref at, point.Time.UtcTicks, ref previous);
        return buffer[..at];
    }

    /// <summary>Appends the points of a chunk.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a chunk.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, List<MetricPoint> points)
    {
        if (bytes.IsEmpty || bytes[0] != Format) throw new InvalidDataException("A chunk of metric points has an unknown format.");
        int at = 1;
        ulong count = ReadNumber(bytes, ref at);
        if (count > (ulong)(bytes.Length - at) / sizeof(double)) throw new InvalidDataException("A chunk of metric points is cut off.");
        int first = points.Count;
        CollectionsMarshal.SetCount(points, first + (int)count);
        Span<MetricPoint> target = CollectionsMarshal.AsSpan(points)[first..];
        int values = at;
        at += target.Length * sizeof(double);
        long step = 0;
        for (int i = 0; i < target.Length; i++)
        {
            step = ReadDifference(bytes, ref at, step);
            double value = BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(bytes[(values + i * sizeof(double))..]));
            target[i] = new MetricPoint(value, step, default);
        }

        long ticks = 0;
        foreach (ref MetricPoint point in target)
        {
            ticks = ReadDifference(bytes, ref at, ticks);
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) throw new InvalidDataException("A chunk of metric points holds an impossible time.");
            point = point with { Time = new DateTimeOffset(ticks, TimeSpan.Zero) };
        }
    }

    private static void WriteDifference(byte[] buffer, ref int at, long value, ref long previous)
    {
        long difference = unchecked(value - previous);
        previous = value;
        WriteNumber(buffer, ref at, unchecked((ulong)((difference << 1) ^ (difference >> 63))));
    }

    private static long ReadDifference(ReadOnlySpan<byte> bytes, ref int at, long previous)
    {
        ulong number = ReadNumber(bytes, ref at);
        return unchecked(previous + ((long)(number >> 1) ^ -(long)(number & 1)));
    }

    private static void WriteNumber(byte[] buffer, ref int at, ulong value)
    {
        while (value >= 0x80)
        {
            buffer[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[at++] = (byte)value;
    }

    private static ulong ReadNumber(ReadOnlySpan<byte> bytes, ref int at)
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
}
