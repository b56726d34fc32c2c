using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class MomentsTests
{
    [Fact]
    public void Moments_SmallSample_MatchPandas()
    {
        // pandas 1.5.3: Series([1,2,3,4,100,nan,-7.5]).agg(["mean","var","skew","kurt"])
        Moments m = Moments.Of([1, 2, 3, 4, 100, double.NaN, -7.5]);
        Assert.Equal(6, m.Count);
        Assert.Equal(17.083333333333332, m.Mean, 1e-13);
        Assert.Equal(1667.0416666666667, m.Variance, 1e-10);
        Assert.Equal(2.391494637105285, m.Skewness, 1e-12);
        Assert.Equal(5.795357597441175, m.Kurtosis, 1e-12);
        Assert.Equal((-7.5, 100.0), (m.Min, m.Max));
    }

    [Fact]
    public void Moments_LargeOffset_LosesNoDigits()
    {
        double[] small = Draw(50_000, 1);
        double[] shifted = [.. small.Select(v => v + 1e9)];
        Moments a = Moments.Of(small), b = Moments.Of(shifted);
        Assert.Equal(a.Variance, b.Variance, 1e-6);
        Assert.Equal(a.Kurtosis, b.Kurtosis, 1e-5);
    }

    [Fact]
    public void Moments_Constant_HasZeroVariance()
    {
        Moments m = Moments.Of(Enumerable.Repeat(0.1, 10_001).ToArray());
        Assert.Equal((0.1, 0.0, 0.0, 0.0), (m.Mean, m.Variance, m.Skewness, m.Kurtosis));
    }

    [Fact]
    public void Moments_Empty_AreNaN()
    {
        Moments m = Moments.Of([double.NaN]);
        Assert.Equal(0, m.Count);
        Assert.All(new[] { m.Mean, m.Variance, m.Min, m.Max, m.Skewness, m.Kurtosis }, v => Assert.True(double.IsNaN(v)));
        Assert.Equal(0, m.Sum);
    }

    [Fact]
    public void Merge_AnyCut_EqualsWholeAndNaiveOracle() =>
        Gen.Select(Gen.Double[-1e3, 1e3].Array[4, 5000], Gen.Int[0, 5000], Gen.Int[0, 20]).Sample((values, cut, missing) =>
        {
            for (int i = 0; i < Math.Min(missing, values.Length - 4); i++)
                values[i * values.Length / 21] = double.NaN;
            cut = Math.Min(cut, values.Length);
            Moments whole = Moments.Of(values), parts = Moments.Of(values.AsSpan(0, cut));
            parts.Merge(Moments.Of(values.AsSpan(cut)));
            double[] kept = [.. values.Where(v => !double.IsNaN(v))];
            double mean = kept.Average(), m2 = kept.Sum(v => Math.Pow(v - mean, 2)), m3 = kept.Sum(v => Math.Pow(v - mean, 3)), m4 = kept.Sum(v => Math.Pow(v - mean, 4));
            double n = kept.Length, g1 = m3 / n / Math.Pow(m2 / n, 1.5), g2 = n * m4 / (m2 * m2) - 3;
            foreach (Moments m in new[] { whole, parts })
            {
                Assert.Equal(kept.Length, m.Count);
                Assert.Equal(mean, m.Mean, 1e-9);
                Assert.Equal(m2 / (n - 1), m.Variance, 1e-9 * (1 + m2));
                Assert.Equal(g1 * Math.Sqrt(n * (n - 1)) / (n - 2), m.Skewness, 1e-7);
                Assert.Equal((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6), m.Kurtosis, 1e-6);
                Assert.Equal((kept.Min(), kept.Max()), (m.Min, m.Max));
            }
        }, iter: 60);

    [Fact]
    public void ReadFrom_WrittenState_RoundTripsAndRefusesDamage()
    {
        using var stream = new MemoryStream();
        Moments m = Moments.Of(Draw(100, 3));
        m.WriteTo(new BinaryWriter(stream));
        stream.Position = 0;
        Moments read = Moments.ReadFrom(new BinaryReader(stream));
        Assert.Equal((m.Count, m.Mean, m.Kurtosis, m.Max), (read.Count, read.Mean, read.Kurtosis, read.Max));
        byte[] bytes = stream.ToArray();
        bytes[7] = 0xFF;
        Assert.Throws<InvalidDataException>(() => Moments.ReadFrom(new BinaryReader(new MemoryStream(bytes))));
    }

    internal static double[] Draw(int count, ulong seed)
    {
        var stream = new RandomStream(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = stream.NextGaussian();
        return values;
    }
}
