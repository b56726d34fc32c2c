using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class HyperLogLogTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(14)]
    public void Estimate_ManyValues_WithinFiveSigma(int precision)
    {
        var sketch = new HyperLogLog(precision);
        int next = 0;
        foreach (int distinct in new[] { 0, 1, 100, 512, 3_000, 20_000, 300_000 })
        {
            for (; next < distinct; next++)
            {
                sketch.Add(Hashing.OfInt64(next));
                sketch.Add(Hashing.OfInt64(next / 2));
            }

            Assert.Equal(distinct, sketch.Estimate(), 5 * sketch.RelativeStandardError * distinct);
        }

        Assert.False(sketch.IsExact);
    }

    [Fact]
    public void Merge_AnyCut_GivesTheBytesOfOnePass() =>
        Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 4000], Gen.Int[4, 12]).Sample((n, cut, precision) =>
        {
            ulong[] hashes = [.. Enumerable.Range(0, n).Select(i => Hashing.OfDouble(i * 0.5))];
            HyperLogLog whole = new(precision), first = new(precision), second = new(precision);
            whole.Add(hashes);
            first.Add(hashes.AsSpan(0, Math.Min(cut, n)));
            second.Add(hashes.AsSpan(Math.Min(cut, n)));
            second.Merge(first);
            Assert.Equal(Bytes(whole), Bytes(second));
            Assert.Equal(Bytes(whole), Bytes(HyperLogLog.ReadFrom(new BinaryReader(new MemoryStream(Bytes(whole))))));
        });

    [Fact]
    public void ReadFrom_DamagedBytes_IsRefused()
    {
        var sketch = new HyperLogLog(4);
        for (int i = 0; i < 100; i++)
            sketch.Add(Hashing.OfInt64(i));
        byte[] bytes = Bytes(sketch);
        foreach ((int at, byte value) in new (int, byte)[] { (0, 0), (4, 99), (5, 7), (12, 255) })
        {
            byte[] bad = [.. bytes];
            bad[at] = value;
            Assert.ThrowsAny<Exception>(() => HyperLogLog.ReadFrom(new BinaryReader(new MemoryStream(bad))));
        }
    }

    [Fact]
    public void Hashes_EqualValues_AreEqualAndFixed()
    {
        Assert.Equal(Hashing.OfDouble(0.0), Hashing.OfDouble(-0.0));
        Assert.Equal(Hashing.OfDouble(double.NaN), Hashing.OfDouble(BitConverter.Int64BitsToDouble(0x7FF8000000000001)));
        Assert.Equal(Hashing.OfBytes("größe"u8), Hashing.OfString("größe"));
        Assert.Equal(Hashing.OfBytes(System.Text.Encoding.UTF8.GetBytes(new string('ß', 999))), Hashing.OfString(new string('ß', 999)));
        Assert.Equal(0x2D06800538D394C2UL, Hashing.OfBytes([]));   // XXH3_64bits of nothing, from its specification
        Assert.Equal(16294208416658607535UL, Hashing.Mix(0));      // SplitMix64's first word for seed 0
    }

    private static byte[] Bytes(HyperLogLog sketch)
    {
        using var stream = new MemoryStream();
        sketch.WriteTo(new BinaryWriter(stream));
        return stream.ToArray();
    }
}
