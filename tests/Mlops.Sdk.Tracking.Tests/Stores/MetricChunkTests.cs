using CsCheck;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.Tests.Stores;

public sealed class MetricChunkTests
{
    private static readonly Gen<MetricPoint[]> s_points = Gen.Select(Gen.Long.Select(BitConverter.Int64BitsToDouble), Gen.Long, Gen.Long[0, DateTime.MaxValue.Ticks])
        .Select((value, step, ticks) => new MetricPoint(value, step, new DateTimeOffset(ticks, TimeSpan.Zero))).Array[0, 50];

    [Fact]
    public void Decode_Encoded_GivesTheSameBits() => s_points.Sample(points =>
    {
        List<MetricPoint> read = [];
        MetricChunk.Decode(MetricChunk.Encode(points), read);
        return read.Select(Bits).SequenceEqual(points.Select(Bits));
    });

    [Fact]
    public void Decode_CutOff_SaysSo() => s_points.Where(points => points.Length > 0).Sample(points =>
    {
        byte[] bytes = MetricChunk.Encode(points);
        Assert.Throws<InvalidDataException>(() => MetricChunk.Decode(bytes.AsSpan(0, bytes.Length - 1), []));
    });

    [Fact]
    public void Encode_SteadySteps_CostsUnderTwelveBytesAPoint()
    {
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        MetricPoint[] points = [.. Enumerable.Range(0, 1000).Select(i => new MetricPoint(Math.Sin(i), i, start.AddMicroseconds(40 * i)))];
        Assert.InRange(MetricChunk.Encode(points).Length, 9000, 12000);
    }

    private static (long, long, long) Bits(MetricPoint point) => (BitConverter.DoubleToInt64Bits(point.Value), point.Step, point.Time.UtcTicks);
}
