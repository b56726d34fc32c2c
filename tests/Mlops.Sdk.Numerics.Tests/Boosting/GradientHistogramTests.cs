namespace Mlops.Sdk.Numerics.Tests;

public sealed class GradientHistogramTests
{
    [Theory]
    [InlineData(0, 3000)]
    [InlineData(1, 3000)]
    [InlineData(63, 3000)]
    [InlineData(1500, 3000)]
    public void Build_FourFeatures_EqualsTheSumOfEachBin(int chosen, int count)
    {
        var random = new RandomStream(1);
        byte[][] bins = [.. Enumerable.Range(0, 4).Select(place => Enumerable.Range(0, count).Select(_ => (byte)random.NextInt32(place == 3 ? 256 : 2 + place)).ToArray())];
        var packed = new uint[count];
        for (int place = 0; place < 4; place++) GradientHistogram.Pack(bins[place], place, packed);
        int[] rows = random.SampleWithoutReplacement(count, chosen);
        Array.Sort(rows);
        int[] used = chosen == 0 ? [.. Enumerable.Range(0, count)] : rows;
        float[] derivatives = [.. Enumerable.Range(0, 2 * used.Length).Select(_ => (float)random.NextGaussian())];
        var built = new double[GradientHistogram.Room];
        GradientHistogram.Build(packed, rows, derivatives, built);
        for (int place = 0; place < 4; place++)
        {
            var expected = new GradientBin[256];
            for (int i = 0; i < used.Length; i++) expected[bins[place][used[i]]].Add(new GradientBin { Gradient = derivatives[2 * i], Hessian = derivatives[(2 * i) + 1] });
            var unpacked = new GradientBin[256];
            GradientHistogram.Unpack(built, place, unpacked);
            Assert.Equal(expected.Select(one => (one.Gradient, one.Hessian)), unpacked.Select(one => (one.Gradient, one.Hessian)));
        }
    }

    [Fact]
    public void Build_RowBeyondTheTable_Throws() =>
        Assert.Throws<ArgumentException>(() => GradientHistogram.Build(new uint[3], [3], new float[2], new double[GradientHistogram.Room]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(254)]
    public void Assign_AnyCuts_CountsThoseBelowTheValue(int count)
    {
        var random = new RandomStream(4);
        float[] cuts = [.. Enumerable.Range(0, count).Select(i => i - 3.5f)];
        float[] values = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, .. cuts, .. Enumerable.Range(0, 61).Select(_ => (float)(100 * random.NextGaussian()))];
        var bins = new byte[values.Length];
        FeatureCuts.Assign(values, cuts, bins);
        for (int i = 0; i < values.Length; i++) Assert.Equal(float.IsNaN(values[i]) ? count + 1 : cuts.Count(cut => cut < values[i]), bins[i]);
    }
}
