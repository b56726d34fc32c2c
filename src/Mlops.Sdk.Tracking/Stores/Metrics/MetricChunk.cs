using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Points of one series as bytes: a format byte, the number of points, how the values are kept (bit for bit, as single precision where that loses no bit, or once where all are the same), the values, the steps and the times (UTC ticks).
/// Little-endian. Format 1, which earlier versions wrote, is read as well.
/// </summary>
public static class MetricChunk
{
    private const byte Plain = 1, Packed = 2;
    private const byte EachDouble = 0, EachSingle = 1, AllTheSame = 2;

    /// <summary>The most points that a store puts into one chunk.</summary>
    public const int MostPoints = 4096;

    /// <summary>Writes points.</summary>
    /// <param name="points">At most <see cref="MostPoints"/> points.</param>
    public static byte[] Encode(ReadOnlySpan<MetricPoint> points)
    {
        if (points.Length == 1) return Encode([points[0].Value], [points[0].Step], [points[0].Time.UtcTicks]);
        var columns = new MetricColumns(points.Length);
        foreach (MetricPoint point in points) columns.Add(point.Value, point.Step, point.Time.UtcTicks);
        return Encode(columns.Values, columns.Steps, columns.Ticks);
    }

    /// <summary>Writes points that are columns of equal length.</summary>
    /// <param name="values">The values, at most <see cref="MostPoints"/>.</param>
    /// <param name="steps">Their steps.</param>
    /// <param name="ticks">Their times in UTC ticks.</param>
    public static byte[] Encode(ReadOnlySpan<double> values, ReadOnlySpan<long> steps, ReadOnlySpan<long> ticks)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, MostPoints, nameof(values));
        ArgumentOutOfRangeException.ThrowIfNotEqual(steps.Length, values.Length, nameof(steps));
        ArgumentOutOfRangeException.ThrowIfNotEqual(ticks.Length, values.Length, nameof(ticks));
        int longest = 2 + VariableNumber.Longest + values.Length * sizeof(double) + 2 * PackedNumbers.LongestOf(values.Length);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(longest);
        buffer[0] = Packed;
        int at = 1;
        VariableNumber.Write(buffer, ref at, (ulong)values.Length);
        WriteValues(buffer, ref at, values);
        PackedNumbers.Write(buffer, ref at, steps);
        PackedNumbers.Write(buffer, ref at, ticks);
        byte[] bytes = buffer[..at];
        ArrayPool<byte>.Shared.Return(buffer);
        return bytes;
    }

    /// <summary>Appends the points of a chunk.</summary>
    /// <param name="bytes">The chunk.</param>
    /// <param name="points">Where they go.</param>
    /// <exception cref="InvalidDataException">The bytes are not a chunk.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, MetricColumns points)
    {
        ArgumentNullException.ThrowIfNull(points);
        int at = 0;
        Decode(bytes, ref at, points);
    }

    /// <summary>Appends the points of chunks that follow each other without a gap, as where a store puts each beside those before it.</summary>
    /// <param name="bytes">Any number of chunks.</param>
    /// <param name="points">Where they go.</param>
    /// <exception cref="InvalidDataException">The bytes are not chunks.</exception>
    public static void DecodeEach(ReadOnlySpan<byte> bytes, MetricColumns points)
    {
        ArgumentNullException.ThrowIfNull(points);
        for (int at = 0; at < bytes.Length;) Decode(bytes, ref at, points);
    }

    private static void Decode(ReadOnlySpan<byte> bytes, ref int at, MetricColumns points)
    {
        byte format = at < bytes.Length ? bytes[at++] : (byte)0;
        if (format is not (Plain or Packed)) throw new InvalidDataException("A chunk of metric points has an unknown format.");
        ulong count = VariableNumber.Read(bytes, ref at);
        if (count > MostPoints) throw new InvalidDataException("A chunk of metric points holds more points than a chunk can.");
        points.Extend((int)count, out Span<double> values, out Span<long> steps, out Span<long> ticks);
        if (format == Plain)
        {
            ReadDoubles(bytes, ref at, values);
            ReadDifferences(bytes, ref at, steps);
            ReadDifferences(bytes, ref at, ticks);
        }
        else
        {
            ReadValues(bytes, ref at, values);
            PackedNumbers.Read(bytes, ref at, steps);
            PackedNumbers.Read(bytes, ref at, ticks);
        }

        foreach (long time in ticks)
            if (time < 0 || time > DateTime.MaxValue.Ticks) throw new InvalidDataException("A chunk of metric points holds an impossible time.");
    }

    private static void WriteValues(Span<byte> buffer, ref int at, ReadOnlySpan<double> values)
    {
        ReadOnlySpan<long> bits = MemoryMarshal.Cast<double, long>(values);
        if (bits.Length > 1 && bits.IndexOfAnyExcept(bits[0]) < 0)
        {
            buffer[at++] = AllTheSame;
            values = values[..1];
        }
        else if (AreSingles(values))
        {
            buffer[at++] = EachSingle;
            foreach (double value in values)
            {
                BinaryPrimitives.WriteSingleLittleEndian(buffer[at..], (float)value);
                at += sizeof(float);
            }

            return;
        }
        else
        {
            buffer[at++] = EachDouble;
        }

        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(buffer[at..], value);
            at += sizeof(double);
        }
    }

    private static void ReadValues(ReadOnlySpan<byte> bytes, ref int at, Span<double> values)
    {
        switch (at < bytes.Length ? bytes[at++] : byte.MaxValue)
        {
            case EachDouble:
                ReadDoubles(bytes, ref at, values);
                break;
            case AllTheSame:
                ReadDoubles(bytes, ref at, values[..Math.Min(1, values.Length)]);
                if (values.Length > 1) values[1..].Fill(values[0]);
                break;
            case EachSingle:
                Require(bytes, at, values.Length * sizeof(float));
                for (int i = 0; i < values.Length; i++, at += sizeof(float)) values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]);
                break;
            default:
                throw new InvalidDataException("A chunk of metric points keeps its values in an unknown way.");
        }
    }

    private static void ReadDoubles(ReadOnlySpan<byte> bytes, ref int at, Span<double> values)
    {
        Require(bytes, at, values.Length * sizeof(double));
        if (BitConverter.IsLittleEndian) MemoryMarshal.Cast<byte, double>(bytes.Slice(at, values.Length * sizeof(double))).CopyTo(values);
        else
            for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(at + i * sizeof(double))..]);
        at += values.Length * sizeof(double);
    }

    private static void ReadDifferences(ReadOnlySpan<byte> bytes, ref int at, Span<long> numbers)
    {
        long number = 0;
        for (int i = 0; i < numbers.Length; i++) numbers[i] = number = unchecked(number + VariableNumber.ReadSigned(bytes, ref at));
    }

    // NaN is left out: a conversion may change its bits.
    private static bool AreSingles(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (double.IsNaN(value) || BitConverter.DoubleToInt64Bits((float)value) != BitConverter.DoubleToInt64Bits(value)) return false;
        return true;
    }

    private static void Require(ReadOnlySpan<byte> bytes, int at, int length)
    {
        if (length > bytes.Length - at) throw new InvalidDataException("A chunk of metric points is cut off.");
    }
}
