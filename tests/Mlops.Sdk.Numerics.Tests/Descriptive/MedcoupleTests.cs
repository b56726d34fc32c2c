using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class MedcoupleTests
{
    [Fact]
    public void OfInPlace_AnySample_IsTheMedianOfAllPairs() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 12], Gen.Bool, Gen.ULong).Sample((count, values, skewed, seed) =>
        {
            var stream = new RandomStream(seed);
            double[] sample = [.. Enumerable.Range(0, count).Select(_ => values > 8 ? (skewed ? Math.Exp(stream.NextGaussian()) : stream.NextGaussian()) : stream.NextInt32(values))];
            double expected = AllPairs(sample);
            Assert.Equal(expected, Medcouple.OfInPlace([.. sample, double.NaN]), 1e-12);
            Assert.Equal(-expected, Medcouple.OfInPlace(Array.ConvertAll(sample, value => -value)), 1e-12);
        }, iter: 300);

    [Fact]
    public void OfInPlace_LargeSample_FindsTheSkew()
    {
        var stream = new RandomStream(5);
        double[] normal = [.. Enumerable.Range(0, 200_000).Select(_ => stream.NextGaussian())], tail = Array.ConvertAll(normal, Math.Exp);
        Assert.InRange(Medcouple.OfInPlace(normal), -0.01, 0.01);

        // exp of a normal sample: the pair of quantiles q and 1 - q gives tanh(z / 2), and the median is 0.28.
        Assert.InRange(Medcouple.OfInPlace(tail), 0.2, 0.4);
    }

    [Fact]
    public void OfInPlace_Degenerate_IsDefined()
    {
        Assert.Equal(double.NaN, Medcouple.OfInPlace([double.NaN]));
        Assert.Equal(0, Medcouple.OfInPlace([3.0, 3, 3]));
        Assert.Equal(0, Medcouple.OfInPlace([double.MinValue, 0, double.MaxValue]), 1e-12);
    }

    private static double AllPairs(double[] sample)
    {
        double median = Quantiles.Of(sample, 0.5);
        double[] above = [.. sample.Where(value => value >= median).OrderDescending()], below = [.. sample.Where(value => value <= median).OrderDescending()];
        if (above[0] == below[^1]) return 0;
        double[] pairs = [.. from i in Enumerable.Range(0, above.Length) from j in Enumerable.Range(0, below.Length) select above[i] == below[j] ? Math.Sign(above.Length - 1 - i - j) : (above[i] - median - (median - below[j])) / (above[i] - below[j])];
        return Quantiles.Of(pairs, 0.5);
    }
}
