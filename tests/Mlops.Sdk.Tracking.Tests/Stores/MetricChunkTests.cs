using CsCheck;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.Tests.Stores;

public sealed class MetricChunkTests
{
    private static readonly Gen<MetricPoint[]> s_points = Gen.Select(Gen.Long.Select(BitConverter.Int64BitsToDouble), Gen.Long, Gen.Long[0, DateTime.MaxValue.Ticks])
        .Select((value, step, ticks) => new MetricPoint(value, step, new DateTimeOffset(ticks, TimeSpan.Zero))).Array[0, 300];

    [Fact]
    public void Decode_Encoded_GivesTheSameBits() => s_points.Sample(points =>
    {
        var read = new MetricColumns();
        MetricChunk.Decode(MetricChunk.Encode(points), read);
        return Enumerable.Range(0, read.Count).Select(i => Bits(read[i])).SequenceEqual(points.Select(Bits));
    });

    [Fact]
    public void Decode_CutOff_SaysSo() => s_points.Where(points => points.Length > 0).Sample(points =>
    {
        byte[] bytes = MetricChunk.Encode(points);
        Assert.Throws<InvalidDataException>(() => MetricChunk.Decode(bytes.AsSpan(0, bytes.Length - 1), new MetricColumns()));
    });

    [Fact]
    public void Encode_ClockThatJitters_CostsUnderTwelveBytesAPoint()
    {
        DateTimeOffset time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var random = new Numerics.RandomStream(3);
        MetricPoint[] points = [.. Enumerable.Range(0, 1000).Select(i => new MetricPoint(Math.Sin(i), i, time = time.AddTicks(900_000 + random.NextInt32(200_000))))];
        Assert.InRange(MetricChunk.Encode(points).Length, 9500, 11000);
    }

    [Fact]
    public void Encode_ValuesThatSayLess_CostLess()
    {
        DateTimeOffset time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.InRange(MetricChunk.Encode([.. Enumerable.Range(0, 1000).Select(i => new MetricPoint(0.1, i, time.AddTicks(i)))]).Length, 20, 150);
        Assert.InRange(MetricChunk.Encode([.. Enumerable.Range(0, 1000).Select(i => new MetricPoint(i, i, time.AddTicks(i)))]).Length, 4000, 4150);
    }

    private static (long, long, long) Bits(MetricPoint point) => (BitConverter.DoubleToInt64Bits(point.Value), point.Step, point.Time.UtcTicks);
}
