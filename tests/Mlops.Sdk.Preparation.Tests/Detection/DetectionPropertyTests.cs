using CsCheck;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Detection;

/// <summary>What every method and every fence keeps to, on generated tables of few rows, constants, duplicates, and missing or infinite values.</summary>
public sealed class DetectionPropertyTests
{
    private static readonly DetectionMethod[] s_methods =
    [
        DetectionMethod.IsolationForest(10, 16), DetectionMethod.ExtendedIsolationForest(10, 16), DetectionMethod.KNearest(3), DetectionMethod.LocalOutlierFactor(3), DetectionMethod.LocalOutlierFactor(3, distinct: false), DetectionMethod.Ecod, DetectionMethod.Copod, DetectionMethod.Hbos(),
        DetectionMethod.MinimumCovarianceDeterminant(), DetectionMethod.Mahalanobis(), DetectionMethod.PrincipalComponents, DetectionMethod.Reconstruction(), DetectionMethod.AxisDistance, DetectionMethod.Loda(10), DetectionMethod.Inne(10), DetectionMethod.Cblof(),
        DetectionMethod.GaussianMixture(2), DetectionMethod.ConnectivityFactor(3), DetectionMethod.ConnectivityFactor(3, distinct: false), DetectionMethod.OneClassSvm(directions: 16), DetectionMethod.KernelDensity(), DetectionMethod.KernelDensity(0.3), DetectionMethod.AngleBased(3), DetectionMethod.AngleBased(3, distinct: false), DetectionMethod.Ensemble(DetectionMethod.Ecod, DetectionMethod.KNearest(2)),
    ];

    private static readonly OutlierThreshold[] s_thresholds = [OutlierThreshold.Mad(), OutlierThreshold.Contamination(0.1), OutlierThreshold.TailFit(), OutlierThreshold.Esd(), OutlierThreshold.FalseAlarmRate(0.2)];

    private static readonly OutlierMethod[] s_fences =
    [
        OutlierMethod.Iqr(), OutlierMethod.ZScore(), OutlierMethod.Mad(), OutlierMethod.Percentile(), OutlierMethod.Winsor(), OutlierMethod.AdjustedBoxplot(), OutlierMethod.Grubbs(), OutlierMethod.Esd(), OutlierMethod.Bounds(-1, 1),
    ];

    [Fact]
    public void Detector_AnyMethodAnyTable_GivesFiniteScoresOrSaysWhyNot() =>
        Gen.Select(Gen.ULong, Gen.Int[0, s_methods.Length - 1], Gen.Int[0, s_thresholds.Length - 1], Gen.Int[1, 30], Gen.Enum<DetectionCategories>()).Sample((seed, which, threshold, rows, categories) =>
        {
            Dataset data = Hostile(seed, rows);
            var detector = new OutlierDetector(new() { Method = s_methods[which], Threshold = s_thresholds[threshold], Categories = categories, MissingIndicators = seed % 2 == 0 });
            try
            {
                var fit = detector.FitTransform(data, new() { Seed = seed, MaxThreads = 1 });
                var fitted = (FittedOutlierDetector)fit.Fitted;
                double[] trained = fit.TrainingOutput!["outlier_score"].ToNumbers().ToArray(), scores = fitted.ScoreRows(data);
                Assert.All(trained.Concat(scores), score => Assert.True(double.IsFinite(score), $"{s_methods[which]} gives {score}"));
                Assert.Equal(trained, detector.FitTransform(data, new() { Seed = seed, MaxThreads = 4 }).TrainingOutput!["outlier_score"].ToNumbers().ToArray());
                int row = (int)(seed % (ulong)rows);
                Assert.Equal(scores[row], fitted.ScoreRows(data.Slice(row, 1))[0]);
                Assert.All(fitted.ProbabilityOfRows(data), probability => Assert.InRange(probability, 0, 1));
                Assert.All(fitted.Explain(data, row).Reasons, reason => Assert.InRange(reason.Share, 0, 1 + 1e-9));
                Assert.NotEmpty(fitted.Report.ToText());
            }
            catch (MlopsException error)
            {
                Assert.True(error.Code is "MLO1750" or "MLO1751", error.ToString());
            }
        }, iter: 600);

    [Fact]
    public void Handler_AnyFenceActionAndTable_LeavesNothingOutsideAndPreviewsWhatItDoes() =>
        Gen.Select(Gen.ULong, Gen.Int[0, s_fences.Length - 1], Gen.Int[1, 30], Gen.Enum<OutlierAction>(), Gen.Bool).Sample((seed, which, rows, action, grouped) =>
        {
            if (action is OutlierAction.Custom or OutlierAction.TransformLog) return;
            Dataset data = Hostile(seed, rows);
            var handler = new OutlierHandler(new() { Method = s_fences[which], Action = action, AddFlags = true, GroupBy = grouped ? "city" : null, MinimumGroupRows = 3 });
            FittedOutlierHandler fitted = handler.Fit(data);
            Dataset after = fitted.Transform(data);
            OutlierPreviewReport preview = fitted.Preview(data);
            int changed = 0;
            foreach (string name in (string[])["a", "b", "n"])
            {
                double[] was = data[name].ToNumbers().ToArray(), becomes = after[name].ToNumbers().ToArray();
                changed += was.Zip(becomes).Count(pair => !pair.First.Equals(pair.Second));
            }

            Assert.Equal(changed, preview.ChangedCells);
            if (action is OutlierAction.Cap or OutlierAction.MarkMissing) Assert.Empty(fitted.Explain(after));
            Assert.Null(SameBits.Difference(after.Slice(rows - 1, 1), fitted.Transform(data.Slice(rows - 1, 1))));
            Assert.All(fitted.ScoreRows(data), score => Assert.True(score >= 0));
        }, iter: 400);

    private static Dataset Hostile(ulong seed, int rows)
    {
        var random = new RandomStream(seed);
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, 0, 1e-300];
        double[] Draw(int kind) => [.. Enumerable.Range(0, rows).Select(row => kind switch
        {
            0 => random.NextGaussian(),
            1 => 7,
            2 => double.NaN,
            3 => random.NextInt32(3),
            _ => random.NextInt32(3) == 0 ? odd[random.NextInt32(odd.Length)] : random.NextGaussian(),
        })];
        return new(
            new NumberColumn("a", Draw(random.NextInt32(5))),
            new NumberColumn("b", Draw(random.NextInt32(5))),
            new IntegerColumn("n", Enumerable.Range(0, rows).Select(row => (long)random.NextInt32(1 + random.NextInt32(50))).ToArray(), MissingMask.Create(rows, row => seed % 3 == 0 && row % 2 == 0)),
            CategoryColumn.FromValues("city", Enumerable.Range(0, rows).Select(row => random.NextInt32(4) switch { 0 => null, 1 => "Bern", _ => "Basel" })));
    }
}
