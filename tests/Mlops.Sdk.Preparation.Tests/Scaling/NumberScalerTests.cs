using CsCheck;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Scaling;

public sealed class NumberScalerTests
{
    public static TheoryData<string, ScaleMethod> Methods => new()
    {
        { "standard", ScaleMethod.Standard },
        { "robust", ScaleMethod.Robust() },
        { "min-max", ScaleMethod.MinMax(-1, 1) },
        { "min-max clipped", ScaleMethod.MinMax(clip: true) },
        { "max-abs", ScaleMethod.MaxAbs },
        { "uniform", ScaleMethod.Quantile(quantiles: 20) },
        { "normal", ScaleMethod.Quantile(QuantileOutput.Normal) },
        { "Yeo-Johnson", ScaleMethod.YeoJohnson() },
        { "Yeo-Johnson alone", ScaleMethod.YeoJohnson(standardize: false) },
        { "log1p", ScaleMethod.Log1p },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void Contract_OfEveryMethod_Holds(string name, ScaleMethod method)
    {
        Assert.NotEmpty(name);
        StepContract.Verify(new NumberScaler(new() { Method = method }), ContractData.Mixed());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Transform_OfAnyNumbers_KeepsTheirOrder_AndMissing(string name, ScaleMethod method) => Number.Array[1, 40].Sample(values =>
    {
        Dataset data = new(new NumberColumn("x", values));
        double[] scaled = Scale(data, method);
        double[][] pairs = [.. values.Zip(scaled, (value, made) => (double[])[value, made]).Where(pair => !double.IsNaN(pair[0])).OrderBy(pair => pair[0])];
        Assert.All(values.Zip(scaled), pair => Assert.True(double.IsNaN(pair.First) == double.IsNaN(pair.Second), $"{name}: {pair.First} becomes {pair.Second}"));
        for (int i = 1; i < pairs.Length; i++) Assert.True(pairs[i][1] >= pairs[i - 1][1] || pairs[i][0] == pairs[i - 1][0], $"{name}: {pairs[i - 1][0]} and {pairs[i][0]} become {pairs[i - 1][1]} and {pairs[i][1]}");
    }, iter: 150);

    [Fact]
    public void Standard_OfOddColumns_IsDefined_AndTold()
    {
        Dataset data = new(
            new NumberColumn("same", new double[] { 0.1, 0.1, 0.1, 0.1 }), new NumberColumn("none", new double[] { double.NaN, double.NaN, double.NaN, double.NaN }), new NumberColumn("infinite", new double[] { 1, 3, double.PositiveInfinity, double.NaN }),
            new NumberColumn("huge", new double[] { double.MaxValue, -double.MaxValue, double.MaxValue, 1 }), new IntegerColumn("whole", new long[] { 1, 2, 3, 4 }));
        FittedNumberScaler fitted = new NumberScaler().Fit(data);
        Dataset scaled = fitted.Transform(data);
        Assert.All(scaled.Columns, column => Assert.Equal(ColumnType.Number, column.Type));
        Assert.All(scaled["same"].ToNumbers().ToArray(), value => Assert.Equal(0, value, 1e-15));
        Assert.All(scaled["none"].ToNumbers().ToArray(), value => Assert.True(double.IsNaN(value)));
        Assert.Equal([-1, 1, double.PositiveInfinity, double.NaN], scaled["infinite"].ToNumbers().ToArray().Select(value => Math.Round(value, 12)));
        Assert.Equal([("PREP501", "none"), ("PREP502", "same"), ("PREP504", "infinite")], fitted.Report.Findings.Where(finding => finding.Column != "huge").Select(finding => (finding.Code, finding.Column!)).Order());
    }

    [Fact]
    public void Weights_AsRepeatedRows_GiveTheSameScale()
    {
        var random = new RandomStream(3);
        double[] values = [.. Enumerable.Range(0, 60).Select(_ => Math.Exp(random.NextGaussian()))], weights = [.. values.Select(_ => (double)random.NextInt32(4))];
        Dataset weighted = new Dataset(new NumberColumn("x", values), new NumberColumn("w", weights)).WithRole("w", ColumnRole.Weight), one = new(new NumberColumn("x", values));
        Dataset repeated = new(new NumberColumn("x", Enumerable.Range(0, 60).SelectMany(row => Enumerable.Repeat(values[row], (int)weights[row])).ToArray()));
        foreach (ScaleMethod method in (ScaleMethod[])[ScaleMethod.Standard, ScaleMethod.MinMax(), ScaleMethod.MaxAbs, ScaleMethod.YeoJohnson()])
        {
            double[] byWeight = new NumberScaler(new() { Method = method }).Fit(weighted).Transform(weighted)["x"].ToNumbers().ToArray(), byRows = new NumberScaler(new() { Method = method }).Fit(repeated).Transform(one)["x"].ToNumbers().ToArray();
            Assert.All(byWeight.Zip(byRows), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        }
    }

    [Fact]
    public void Scale_OfAColumnWithoutNumbers_IsRefused_WithTheRemedy()
    {
        Dataset data = new(CategoryColumn.FromValues("c", ["a", "b"]), new NumberColumn("x", new double[] { 1.0, 2 }));
        Assert.Contains("EncodeCategories", Assert.ThrowsAny<MlopsException>(() => Pipeline.Empty.ScaleNumbers(new() { Columns = ColumnSet.Named("c", "x") }).Fit(data)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ScaleMethod.Robust(0.8, 0.2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScaleMethod.MinMax(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScaleMethod.MinMax(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScaleMethod.Quantile(quantiles: 1));
    }

    [Fact]
    public void QuantileMap_OfAnyNumbers_IsTheSlowObviousOne() => Gen.Select(Gen.Double[-5, 5].Select(x => Math.Round(x, 1)).Array[2, 60], Gen.Double[-6, 6].Select(x => Math.Round(x, 1)).Array[20]).Sample((sample, values) =>
    {
        double[] quantiles = [.. sample.Order()];
        var map = new QuantileMap(quantiles);
        double last = quantiles.Length - 1;
        foreach (double x in values.Concat(quantiles))
        {
            double[] below = [.. quantiles.Where(q => q < x)], above = [.. quantiles.Where(q => q > x)];
            double expected = x <= quantiles[0] ? 0 : x >= quantiles[^1] ? 1
                : quantiles.Contains(x) ? (below.Length + (quantiles.Length - above.Length - 1)) / (2 * last)
                : (below.Length - 1 + ((x - below[^1]) / (above[0] - below[^1]))) / last;
            Assert.Equal(expected, map.ShareOf(x), 1e-12);
        }
    }, iter: 200);

    [Fact]
    public void YeoJohnson_FarNumbers_HaveALambda()
    {
        double[] far = [.. Enumerable.Range(0, 50).Select(i => Math.Pow(10, i * 6))];
        Assert.True(double.IsFinite(YeoJohnson.Lambda(far)));
        Assert.True(double.IsFinite(YeoJohnson.LogLikelihood(far, 2)));
        Assert.Equal(1, YeoJohnson.Lambda([3, 3, 3]));
        Assert.Equal(1, YeoJohnson.Lambda([]));
        Assert.Equal(1.5, YeoJohnson.Of(1.5, 1), 1e-15);
        Assert.Equal(1e-12, YeoJohnson.Of(1e-12, -3), 1e-23);
        Assert.Equal(1 / 3.0, YeoJohnson.Of(double.PositiveInfinity, -3), 1e-15);
        Assert.Equal(double.PositiveInfinity, YeoJohnson.Of(double.PositiveInfinity, 0));
    }

    // Small, large, infinite and missing numbers, often equal ones.
    private static Gen<double> Number => Gen.OneOf(Gen.Double[-3, 3], Gen.Int[-2, 2].Select(x => (double)x), Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(double.NegativeInfinity), Gen.Double[-1e12, 1e12], Gen.Const(1e300));

    private static double[] Scale(Dataset data, ScaleMethod method) => new NumberScaler(new() { Method = method }).Fit(data).Transform(data)["x"].ToNumbers().ToArray();
}
