using System.Text.Json;
using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class CorrelationTests
{
    [Fact]
    public void Correlations_ReferencePairs_MatchSciPy()
    {
        foreach (JsonElement pair in Reference.Json("reference.json").GetProperty("correlations").EnumerateArray())
        {
            double[] x = pair.GetProperty("x").Numbers(), y = pair.GetProperty("y").Numbers();
            Reference.Close(pair.Number("pearson"), Correlation.Pearson(x, y));
            Reference.Close(pair.Number("spearman"), Correlation.Spearman(x, y));
        }
    }

    [Fact]
    public void Correlations_MissingNumbers_UseCompletePairs()
    {
        double[] x = [1, 2, double.NaN, 4, 5], y = [2, 4, 100, double.NaN, 10];
        Assert.Equal(1, Correlation.Pearson(x, y), 1e-15);
        Assert.Equal(1, Correlation.Spearman(x, y), 1e-15);
        Assert.True(double.IsNaN(Correlation.Pearson([0.1, 0.1, 0.1], [1, 2, 3])));
        Assert.True(double.IsNaN(Correlation.Spearman([1.0], [1.0])));
        double[] constant = [.. Enumerable.Repeat(0.1, 5001)];
        Assert.True(double.IsNaN(Correlation.Pearson(constant, MomentsTests.Draw(5001, 1))));
        constant[4000] = double.NaN;
        Assert.True(double.IsNaN(Correlation.Pearson(MomentsTests.Draw(5001, 1), constant)));
    }

    [Fact]
    public void Merge_AnyCut_EqualsWhole() =>
        Gen.Select(Gen.Double[-10, 10].Array[3, 3000], Gen.Int[0, 3000]).Sample((x, cut) =>
        {
            double[] y = [.. x.Select((v, i) => v + 1e6 + i % 5)];
            cut = Math.Min(cut, x.Length);
            var whole = new CoMoments();
            whole.Add(x, y);
            var parts = new CoMoments();
            var second = new CoMoments();
            parts.Add(x.AsSpan(0, cut), y.AsSpan(0, cut));
            second.Add(x.AsSpan(cut), y.AsSpan(cut));
            parts.Merge(second);
            Assert.Equal(whole.Count, parts.Count);
            Assert.Equal(whole.Covariance, parts.Covariance, 1e-7);
            Assert.Equal(whole.Correlation, parts.Correlation, 1e-9);
        }, iter: 50);

    [Fact]
    public void Matrix_HugeValueWhereTheOtherIsMissing_DoesNotCount()
    {
        double[] x = [1, 2, 3, 4, double.MaxValue], y = [2, 1, 4, 3, double.NaN];
        var whole = new CoMomentMatrix(2);
        whole.Add([x, y]);
        Assert.Equal(0.6, whole.Correlation(0, 1), 1e-12);
        var merged = new CoMomentMatrix(2);
        for (int row = 0; row < 5; row++)
        {
            var part = new CoMomentMatrix(2);
            part.Add([x.AsMemory(row, 1), y.AsMemory(row, 1)]);
            merged.Merge(part);
        }

        Assert.Equal(0.6, merged.Correlation(0, 1), 1e-12);
    }
}
