using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests;

/// <summary>What a column of weights does: a row of weight 2 counts as the row twice, and one of weight 0 not at all, or weights have no say.</summary>
public sealed class WeightedRowsTests
{
    private static readonly Dataset s_train = Table(1, 150), s_later = Table(2, 60);

    private static readonly double[] s_weights = Weights();

    private static readonly Dictionary<string, Step> s_counting = new(StringComparer.Ordinal)
    {
        ["median"] = Impute(ImputeMethod.Median), ["mean"] = Impute(ImputeMethod.Mean), ["mode"] = Impute(ImputeMethod.Mode), ["draw"] = Impute(ImputeMethod.Draw), ["chained"] = Impute(ImputeMethod.Chained(ChainModel.Linear, 2)),
        ["drop columns"] = new MissingColumnDropper(new() { MaximumMissingFraction = 0.1 }),
        ["standard"] = Scale(ScaleMethod.Standard), ["min-max"] = Scale(ScaleMethod.MinMax()), ["max-abs"] = Scale(ScaleMethod.MaxAbs), ["Yeo-Johnson"] = Scale(ScaleMethod.YeoJohnson()),
        ["target"] = Encode(EncodingMethod.Target()), ["James-Stein"] = Encode(EncodingMethod.JamesStein()), ["evidence"] = Encode(EncodingMethod.WeightOfEvidence()),
    };

    private static readonly Dictionary<string, Step> s_deaf = new(StringComparer.Ordinal)
    {
        ["fences"] = new OutlierHandler(new() { Method = OutlierMethod.Iqr(1), AddFlags = true }), ["z-score"] = new OutlierHandler(new() { Method = OutlierMethod.ZScore(1) }), ["power"] = new OutlierHandler(new() { Action = OutlierAction.TransformYeoJohnson }),
        ["one-hot"] = Encode(EncodingMethod.OneHot(minRows: 20)), ["frequency"] = Encode(EncodingMethod.Frequency()),
        ["isolation forest"] = new OutlierDetector(new() { Method = DetectionMethod.IsolationForest(20) }), ["neighbors"] = new OutlierDetector(new() { Method = DetectionMethod.KNearest(5) }), ["covariance"] = new OutlierDetector(new() { Method = DetectionMethod.Mahalanobis() }),
    };

    public static TheoryData<string> Counting => new(s_counting.Keys);

    public static TheoryData<string> Deaf => new(s_deaf.Keys);

    [Theory]
    [MemberData(nameof(Counting))]
    public void Fit_Weights_CountAsRepeatedRows(string name)
    {
        Dataset repeated = s_train.Take([.. Enumerable.Range(0, s_train.RowCount).SelectMany(row => Enumerable.Repeat(row, (int)s_weights[row]))]);
        Dataset byWeight = s_counting[name].Fit(Weighted(), new() { Seed = 4 }).Transform(s_later), byRows = s_counting[name].Fit(repeated, new() { Seed = 4 }).Transform(s_later), without = s_counting[name].Fit(s_train, new() { Seed = 4 }).Transform(s_later);

        Assert.Equal(0, Difference(byRows, byWeight), 1e-6);
        Assert.NotEqual(0, Difference(without, byWeight));
    }

    [Theory]
    [MemberData(nameof(Deaf))]
    public void Fit_WeightsThatHaveNoSay_ChangeNothing(string name) =>
        Assert.Null(SameBits.Difference(s_deaf[name].Fit(s_train, new() { Seed = 4 }).Transform(s_later), s_deaf[name].Fit(Weighted(), new() { Seed = 4 }).Transform(s_later)));

    [Fact]
    public void Resample_MadeRows_BearTheWeightOfTheRowTheyStartFrom()
    {
        // Every rare row has a weight of its own.
        Dataset data = Weighted().With(new NumberColumn("w", s_weights.Select((_, row) => 1.0 + row).ToArray()), ColumnRole.Weight).With(CategoryColumn.FromValues("y", Enumerable.Range(0, 150).Select(row => row < 130 ? "usual" : "rare")), ColumnRole.Label);
        Dataset clean = Pipeline.Empty.ImputeMissing().Prepare(data);
        foreach (RebalanceMethod method in (RebalanceMethod[])[RebalanceMethod.RandomOver, RebalanceMethod.Smote(), RebalanceMethod.Adasyn(), RebalanceMethod.Rose(), RebalanceMethod.GeometricSmote()])
        {
            Dataset made = new Rebalancer(new() { Method = method }).Resample(clean).Data;
            double[] own = made.Slice(150, made.RowCount - 150).Weight!.ToNumbers().ToArray();
            Assert.True(own.Length > 100, $"{method}");
            Assert.All(own, weight => Assert.InRange(weight, 131, 150));
            Assert.True(own.Distinct().Count() > 10, $"{method}");
        }

        Assert.Equal(s_weights, new Rebalancer().Resample(Weighted()).Data.Weight!.ToNumbers().ToArray());
    }

    private static MissingImputer Impute(ImputeMethod method) => new(new() { Numeric = method, Categorical = method is { } any && any != ImputeMethod.Mean && any != ImputeMethod.Median ? any : ImputeMethod.Mode, Indicators = MissingIndicators.Never });

    private static NumberScaler Scale(ScaleMethod method) => new(new() { Method = method });

    private static CategoryEncoder Encode(EncodingMethod method) => new(new() { Method = method });

    private static Dataset Weighted() => s_train.With(new NumberColumn("w", s_weights), ColumnRole.Weight);

    private static double[] Weights()
    {
        var random = new RandomStream(9);
        return [.. Enumerable.Range(0, 150).Select(_ => (double)random.NextInt32(4))];
    }

    // The greatest difference of a number, and 1 for each level that differs and where columns do.
    private static double Difference(Dataset expected, Dataset actual)
    {
        if (!expected.Schema.Select(field => field.Name).SequenceEqual(actual.Schema.Select(field => field.Name))) return 1;
        return expected.Columns.Zip(actual.Columns).Max(pair => Enumerable.Range(0, expected.RowCount).Max(row => pair.First is NumberColumn first && pair.Second is NumberColumn second
            ? first.Values[row].Equals(second.Values[row]) ? 0 : Math.Abs(first.Values[row] - second.Values[row])
            : pair.First.GetText(row) == pair.Second.GetText(row) ? 0 : 1));
    }

    private static Dataset Table(ulong seed, int rows)
    {
        var random = new RandomStream(seed);
        double[] Draw(Func<double, double> of) => [.. Enumerable.Range(0, rows).Select(_ => random.NextInt32(8) == 0 ? double.NaN : of(random.NextGaussian()))];
        return new Dataset(
            new NumberColumn("size", Draw(Math.Exp)), new NumberColumn("ratio", Draw(g => g)), new NumberColumn("rough", Draw(g => Math.Round(3 * g))),
            CategoryColumn.FromValues("city", Enumerable.Range(0, rows).Select(_ => random.NextInt32(9) is var level and > 0 ? $"c{level}" : null)),
            new FlagColumn("y", Enumerable.Range(0, rows).Select(_ => random.NextInt32(3) == 0).ToArray())).WithRole("y", ColumnRole.Label);
    }
}
