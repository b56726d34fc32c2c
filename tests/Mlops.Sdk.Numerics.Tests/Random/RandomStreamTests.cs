namespace Mlops.Sdk.Numerics.Tests;

public sealed class RandomStreamTests
{
    [Fact]
    public void RandomStream_Golden_NeverChanges()
    {
        // An independent implementation of xoshiro256** over SplitMix64 in Python gave the words of seed 42 and seed 0.
        var stream = new RandomStream(42);
        Assert.Equal(new ulong[] { 1546998764402558742, 6990951692964543102, 12544586762248559009, 17057574109182124193 },
            Enumerable.Range(0, 4).Select(_ => stream.NextUInt64()));
        var zero = new RandomStream(0);
        Assert.Equal(new ulong[] { 11091344671253066420, 13793997310169335082 }, new[] { zero.NextUInt64(), zero.NextUInt64() });
    }

    [Fact]
    public void Draws_Golden_NeverChange()
    {
        RandomStream stream = RandomStream.For(7, "shuffle");
        Assert.Equal("10095892158427357373 800 0.08917883913498825 -2.0216039825316057 2.6000293156888348 5,0,1,3,2,4 950,784,89,833 9010843989750991664 9691174182256631282", string.Join(' ',
            stream.NextUInt64(), stream.NextInt32(1000), stream.NextDouble().ToString("R"), stream.NextGaussian().ToString("R"), stream.NextGaussian().ToString("R"),
            string.Join(',', stream.Permutation(6)), string.Join(',', stream.SampleWithoutReplacement(1000, 4)), stream.Split(3).NextUInt64(), stream.Split("ü").NextUInt64()));
    }

    [Fact]
    public void Split_ParentUsedOrNot_GivesSameChildAndLeavesParent()
    {
        var fresh = new RandomStream(5);
        var used = new RandomStream(5);
        used.NextGaussian();
        ulong expected = fresh.Split("a").NextUInt64();
        Assert.Equal(expected, used.Split("a").NextUInt64());
        Assert.Equal(new RandomStream(5).NextUInt64(), fresh.NextUInt64());
        Assert.NotEqual(fresh.Split(0).NextUInt64(), fresh.Split(1).NextUInt64());
        Assert.NotEqual(fresh.Split("0").NextUInt64(), fresh.Split(0).NextUInt64());
    }

    [Fact]
    public void NextInt32_SmallRange_IsUniform()
    {
        var stream = new RandomStream(1);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
            counts[stream.NextInt32(7)]++;
        double chi2 = counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000);
        Assert.True(chi2 < 22.5, $"chi2 {chi2}");   // 0.1 % point of 6 degrees of freedom
    }

    [Fact]
    public void NextGaussian_ManyDraws_HasStandardMoments()
    {
        var stream = new RandomStream(2);
        double[] draws = new double[200_000];
        for (int i = 0; i < draws.Length; i++)
            draws[i] = stream.NextGaussian();
        Moments moments = Moments.Of(draws);
        Assert.Equal(0, moments.Mean, 0.01);
        Assert.Equal(1, moments.Variance, 0.015);
        Assert.Equal(0, moments.Skewness, 0.03);
        Assert.Equal(0, moments.Kurtosis, 0.06);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 10)]
    [InlineData(int.MaxValue, 50)]
    public void SampleWithoutReplacement_AnySize_IsDistinctAndInRange(int population, int count)
    {
        int[] chosen = new RandomStream(3).SampleWithoutReplacement(population, count);
        Assert.Equal(count, chosen.Distinct().Count());
        Assert.All(chosen, c => Assert.InRange(c, 0, population - 1));
    }

    [Fact]
    public void Draws_BadBounds_Throw()
    {
        var stream = new RandomStream(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInt32(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.SampleWithoutReplacement(3, 4));
    }
}
