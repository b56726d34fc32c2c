using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests;

/// <summary>No stage makes an infinity or NaN of a finite number, however far beyond the training rows it lies, and one row alone gets what it gets in a batch.</summary>
public sealed class FiniteNumberTests
{
    private const int Rows = 160;

    private static readonly double[] s_far = [1e300, -1e300, double.MaxValue, -double.MaxValue, double.Epsilon, -double.Epsilon, 1e-310, 1e160, -1e160, 1e17];

    private static readonly Dictionary<string, Step> s_steps = Steps().ToDictionary(pair => pair.Name, pair => pair.Step, StringComparer.Ordinal);

    public static TheoryData<string> Names => new(s_steps.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Transform_NumbersFarBeyondTraining_StaysFiniteAndTheSameAlone(string name)
    {
        Dataset far = Table(3, row => s_far[row % s_far.Length]).Slice(0, 40);
        foreach (Dataset train in (Dataset[])[Table(1, null), Table(2, row => row % 2 == 0 ? null : s_far[row / 2 % s_far.Length])])
        {
            var fit = s_steps[name].FitTransform(train, new() { Seed = 5 });
            RequireFinite(train, fit.TrainingOutput!);
            Dataset made = fit.Fitted.Transform(far);
            RequireFinite(far, made);
            for (int row = 0; row < far.RowCount; row += 3) Assert.Null(SameBits.Difference(made.Slice(row, 1), fit.Fitted.Transform(far.Slice(row, 1))));
        }
    }

    [Fact]
    public void Scale_BeyondTheRangeOfNumbers_IsTheLargestAndInfiniteStays()
    {
        Dataset train = new(new NumberColumn("x", new[] { 0, 1e-3, -1e-3, 2e-3 })), far = new(new NumberColumn("x", new[] { double.MaxValue, -double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN }));
        foreach (ScaleMethod method in (ScaleMethod[])[ScaleMethod.Standard, ScaleMethod.Robust(), ScaleMethod.MinMax(), ScaleMethod.MaxAbs])
            Assert.Equal([double.MaxValue, -double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN], new NumberScaler(new() { Method = method }).Fit(train).Transform(far)["x"].ToNumbers().ToArray());
    }

    [Fact]
    public void Encode_LabelsAtTheEndOfTheRange_AreMeansOfThem()
    {
        string[] levels = [.. Enumerable.Range(0, 60).Select(row => row % 2 == 0 ? "up" : "down")];
        Dataset data = new Dataset(CategoryColumn.FromValues("c", levels), new NumberColumn("y", levels.Select((level, row) => level == "up" ? double.MaxValue / (1 + (row % 3)) : -1e300).ToArray())).WithRole("y", ColumnRole.Label);
        Dataset same = data.With(new NumberColumn("y", data["y"].ToNumbers().ToArray().Select(value => value / Math.Pow(2, 900)).ToArray()), ColumnRole.Label);
        foreach (EncodingMethod method in (EncodingMethod[])[EncodingMethod.Target(), EncodingMethod.JamesStein()])
        {
            var encoder = new CategoryEncoder(new() { Method = method });
            double[] far = encoder.FitTransform(data).TrainingOutput!["c"].ToNumbers().ToArray(), near = encoder.FitTransform(same).TrainingOutput!["c"].ToNumbers().ToArray();
            Assert.All(far.Zip(near), pair => Assert.Equal(1, pair.First / Math.Pow(2, 900) / pair.Second, 1e-12));
        }
    }

    private static IEnumerable<(string Name, Step Step)> Steps()
    {
        foreach (ScaleMethod method in (ScaleMethod[])[ScaleMethod.Standard, ScaleMethod.Robust(), ScaleMethod.Robust(0.4, 0.6), ScaleMethod.MinMax(), ScaleMethod.MinMax(-1e200, 1e200), ScaleMethod.MinMax(clip: true), ScaleMethod.MaxAbs, ScaleMethod.Quantile(), ScaleMethod.Quantile(QuantileOutput.Normal), ScaleMethod.YeoJohnson(), ScaleMethod.YeoJohnson(false), ScaleMethod.Log1p])
            yield return ($"{method}", new NumberScaler(new() { Method = method }));
        foreach (ImputeMethod method in (ImputeMethod[])[ImputeMethod.Median, ImputeMethod.Mean, ImputeMethod.Mode, ImputeMethod.Draw, ImputeMethod.Constant(-1e308), ImputeMethod.Nearest(3), ImputeMethod.Nearest(3, byDistance: true), ImputeMethod.Nearest(3, scale: false), ImputeMethod.Chained(ChainModel.Linear, 2), ImputeMethod.Chained(ChainModel.Trees, 1)])
            yield return ($"{method}", new MissingImputer(new() { Numeric = method }));
        foreach (OutlierMethod method in (OutlierMethod[])[OutlierMethod.Iqr(), OutlierMethod.ZScore(), OutlierMethod.Mad(), OutlierMethod.Percentile(), OutlierMethod.Winsor(), OutlierMethod.AdjustedBoxplot(), OutlierMethod.Grubbs(), OutlierMethod.Esd()])
            yield return ($"{method}", new OutlierHandler(new() { Method = method, AddFlags = true }));
        foreach (OutlierAction action in (OutlierAction[])[OutlierAction.TransformYeoJohnson, OutlierAction.TransformRobustScale, OutlierAction.TransformLog])
            yield return ($"{action}", new OutlierHandler(new() { Action = action, Columns = action == OutlierAction.TransformLog ? ColumnSet.Named("size") : ColumnSet.Numeric }));
        foreach (EncodingMethod method in (EncodingMethod[])[EncodingMethod.Auto(), EncodingMethod.OneHot(), EncodingMethod.Target(), EncodingMethod.JamesStein(), EncodingMethod.Frequency(), EncodingMethod.Hashing(8), EncodingMethod.HashedNgrams(8)])
            yield return ($"{method}", new CategoryEncoder(new() { Method = method, MaxTextLevels = 2000, TimestampParts = (TimestampParts)2047 }));
        foreach (DetectionMethod method in (DetectionMethod[])[DetectionMethod.IsolationForest(10), DetectionMethod.ExtendedIsolationForest(10), DetectionMethod.KNearest(5, NeighborStatistic.Mean), DetectionMethod.Ecod, DetectionMethod.Copod, DetectionMethod.Hbos(), DetectionMethod.Hbos(10), DetectionMethod.MinimumCovarianceDeterminant(), DetectionMethod.Mahalanobis(), DetectionMethod.PrincipalComponents, DetectionMethod.Reconstruction(), DetectionMethod.Inne(10), DetectionMethod.Cblof(), DetectionMethod.GaussianMixture(2), DetectionMethod.ConnectivityFactor(5), DetectionMethod.OneClassSvm(directions: 16)])
            yield return ($"{method}", new OutlierDetector(new() { Method = method, AddProbability = true, MissingIndicators = true }));
    }

    // Numbers of usual, small and tiny spread, integers, a category, a text and moments; the label is a number. Where there is a far number it stands in every column.
    private static Dataset Table(ulong seed, Func<int, double?>? farOf)
    {
        var random = new RandomStream(seed);
        double?[] far = [.. Enumerable.Range(0, Rows).Select(row => farOf?.Invoke(row))];
        double[] Draw(Func<double, double> of) => [.. far.Select(number => number ?? of(random.NextGaussian()))];
        double[] ratio = Draw(g => g);
        return new Dataset(
            new NumberColumn("size", Array.ConvertAll(Draw(g => 1000 * Math.Exp(g)), Math.Abs)),
            new NumberColumn("ratio", ratio.Select((value, row) => row % 7 == 6 ? double.NaN : value).ToArray()),
            new NumberColumn("narrow", Draw(g => (1e-5 * g) - 3)),
            new NumberColumn("tiny", Draw(g => 1e-300 * g)),
            new IntegerColumn("count", Array.ConvertAll(far, number => number is { } value ? value > 0 ? long.MaxValue : long.MinValue : random.NextInt32(60))),
            CategoryColumn.FromValues("city", far.Select(_ => random.NextInt32(8) == 0 ? null : $"c{random.NextInt32(5)}")),
            TextColumn.FromValues("note", far.Select(_ => $"note {random.NextInt32(40)}")),
            new TimestampColumn("at", Array.ConvertAll(far, number => number is { } value ? value > 0 ? DateTime.MaxValue.Ticks : 0 : new DateTime(2024, 1, 1).AddHours(random.NextInt32(9000)).Ticks)),
            new NumberColumn("y", ratio)).WithRole("y", ColumnRole.Label);
    }

    private static void RequireFinite(Dataset before, Dataset after)
    {
        foreach (NumberColumn column in after.Columns.OfType<NumberColumn>())
        {
            for (int row = 0; row < column.Length; row++)
                Assert.True(double.IsFinite(column.Values[row]) || (before.Schema.Contains(column.Name) && before[column.Name].IsMissing(row)), $"{column.Name} {(before.Schema.Contains(column.Name) ? before[column.Name].GetText(row) : "")} becomes {column.Values[row]}");
        }
    }
}
