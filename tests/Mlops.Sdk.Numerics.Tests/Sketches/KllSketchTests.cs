using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class KllSketchTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(200)]
    [InlineData(800)]
    public void Rank_ManyNumbers_StaysWithinItsBound(int k)
    {
        foreach (ulong seed in new ulong[] { 1, 2, 3 })
        {
            double[] values = MomentsTests.Draw(100_000, seed);
            var sketch = new KllSketch(k, seed);
            sketch.Add(values);
            Check(sketch, values);
            Assert.InRange(sketch.RankErrorBound(), 1e-5, 3.0 / k);
            Assert.InRange(sketch.RetainedCount, k, 4 * k + 160);
        }
    }

    [Fact]
    public void Merge_SixtyFourParts_StaysWithinItsBound()
    {
        double[] values = MomentsTests.Draw(128_000, 9);
        Array.Sort(values);
        var whole = new KllSketch(200);
        for (int part = 0; part < 64; part++)
        {
            var sketch = new KllSketch(200, (ulong)part + 1);
            sketch.Add(values.AsSpan(part * 2000, 2000));
            whole.Merge(sketch);
        }

        Assert.Equal(values.Length, whole.Count);
        Check(whole, values);
        Assert.Equal((values[0], values[^1]), (whole.Min, whole.Max));
    }

    [Fact]
    public void Merge_SampledParts_KeepsEveryWeightAndItsBound() =>
        Gen.Select(Gen.Int[0, 9000], Gen.Int[0, 9000], Gen.Int[16, 40], Gen.ULong).Sample((n, m, k, seed) =>
        {
            double[] values = MomentsTests.Draw(n + m, seed);
            for (int i = 0; i < values.Length; i += 97)
                values[i] = double.NaN;
            KllSketch first = new(k, seed), second = new(16, seed + 1);
            foreach (double[] chunk in values[..n].Chunk(1 + (int)(seed % 700)))
                first.Add(chunk);
            second.Add(values.AsSpan(n));
            first.Merge(second);
            first.Add(values.AsSpan(0, Math.Min(n, 50)));
            double[] all = [.. values.Where(v => !double.IsNaN(v)), .. values[..Math.Min(n, 50)].Where(v => !double.IsNaN(v))];
            Assert.Equal(all.Length, first.Count);
            if (all.Length == 0)
                return;
            Assert.Equal(all.Length, first.ToCumulative().CumulativeWeights[^1]);
            Assert.Equal((all.Min(), all.Max()), (first.Min, first.Max));
            Assert.Equal(all.Count(v => v <= 0.3) / (double)all.Length, first.Rank(0.3), first.RankErrorBound(1 - 1e-9) + 1e-15);
            Assert.Equal(Bytes(first), Bytes(KllSketch.ReadFrom(new BinaryReader(new MemoryStream(Bytes(first))))));
        }, iter: 100);

    [Fact]
    public void Quantile_WhileExact_EqualsNumPysDefault() =>
        Gen.Select(Gen.Double[-9, 9].Array[1, 200], Gen.Double[0, 1]).Sample((values, p) =>
        {
            var sketch = new KllSketch(200);
            sketch.Add(values);
            Assert.True(sketch.IsExact);
            Assert.Equal(0, sketch.RankErrorBound());
            Assert.Equal(Quantiles.Of(values, p), sketch.Quantile(p), 1e-12);
            Assert.Equal(values.Count(v => v <= p) / (double)values.Length, sketch.Rank(p));
        });

    [Fact]
    public void ReadFrom_WrittenState_GoesOnAsTheOriginal()
    {
        double[] values = MomentsTests.Draw(30_000, 4);
        var sketch = new KllSketch(64, 5);
        sketch.Add(values.AsSpan(0, 20_003));
        KllSketch read = KllSketch.ReadFrom(new BinaryReader(new MemoryStream(Bytes(sketch))));
        sketch.Add(values.AsSpan(20_003));
        read.Add(values.AsSpan(20_003));
        Assert.Equal(Bytes(sketch), Bytes(read));
    }

    [Fact]
    public void ReadFrom_DamagedBytes_NeverYieldsABrokenSketch()
    {
        var sketch = new KllSketch(32, 5);
        sketch.Add(MomentsTests.Draw(3_000, 4));
        byte[] good = Bytes(sketch);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            byte[] bad = [.. good];
            bad[at] = value;
            try
            {
                KllSketch read = KllSketch.ReadFrom(new BinaryReader(new MemoryStream(bad)));
                read.Add(MomentsTests.Draw(500, 1));
                Assert.False(double.IsNaN(read.Quantile(0.5)));
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
            }
        });
    }

    [Fact]
    public void Add_MissingAndInfinite_SkipsAndKeeps()
    {
        var sketch = new KllSketch();
        Assert.True(double.IsNaN(sketch.Quantile(0.5)) && double.IsNaN(sketch.Rank(1)));
        sketch.Add([double.NaN, double.PositiveInfinity, 1, double.NaN]);
        Assert.Equal(2, sketch.Count);
        Assert.Equal((1.0, double.PositiveInfinity, 0.5), (sketch.Quantile(0), sketch.Quantile(1), sketch.Rank(2)));
    }

    private static void Check(KllSketch sketch, double[] values)
    {
        double[] sorted = [.. values.Order()];
        double bound = sketch.RankErrorBound(1 - 0.01 / 99);
        for (int i = 1; i < 100; i++)
        {
            double x = sorted[i * sorted.Length / 100];
            int rank = sorted.AsSpan().BinarySearch(x);
            while (rank + 1 < sorted.Length && sorted[rank + 1] == x)
                rank++;
            Assert.Equal((rank + 1) / (double)sorted.Length, sketch.Rank(x), bound);
        }
    }

    private static byte[] Bytes(KllSketch sketch)
    {
        using var stream = new MemoryStream();
        sketch.WriteTo(new BinaryWriter(stream));
        return stream.ToArray();
    }

    [Theory]
    [InlineData(double.MinValue, double.MaxValue, 0.5, 0)]
    [InlineData(double.MinValue, double.MaxValue, 0.75, (0.75 * double.MaxValue) - (0.25 * double.MaxValue))]
    [InlineData(double.NegativeInfinity, 3, 0.25, double.NegativeInfinity)]
    [InlineData(3, double.PositiveInfinity, 0.75, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, 0.5, double.NaN)]
    public void Quantile_BetweenExtremes_LiesBetweenThem(double low, double high, double probability, double expected)
    {
        var sketch = new KllSketch();
        sketch.Add([high, low]);
        Assert.Equal(expected, sketch.Quantile(probability));
        Assert.Equal(expected, Quantiles.Of([high, low], probability));
    }
}
