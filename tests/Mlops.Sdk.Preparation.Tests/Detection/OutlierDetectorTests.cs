using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Detection;

public sealed class OutlierDetectorTests
{
    private static readonly DetectionMethod[] s_methods =
    [
        DetectionMethod.IsolationForest(), DetectionMethod.ExtendedIsolationForest(), DetectionMethod.KNearest(), DetectionMethod.LocalOutlierFactor(), DetectionMethod.Ecod, DetectionMethod.Copod, DetectionMethod.Hbos(),
        DetectionMethod.MinimumCovarianceDeterminant(), DetectionMethod.Mahalanobis(), DetectionMethod.PrincipalComponents, DetectionMethod.Loda(), DetectionMethod.Inne(), DetectionMethod.Cblof(), DetectionMethod.GaussianMixture(),
        DetectionMethod.ConnectivityFactor(), DetectionMethod.OneClassSvm(), DetectionMethod.KernelDensity(), DetectionMethod.AngleBased(), DetectionMethod.Ensemble(),
    ];

    public static TheoryData<int, string> Methods => [.. s_methods.Select((method, index) => (index, method.ToString()))];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Explain_PlantedValue_IsNamedFirstInWords(int method, string name)
    {
        Assert.NotEmpty(name);
        Dataset people = People(400);
        FittedOutlierDetector fitted = new OutlierDetector(new() { Method = s_methods[method], Threshold = OutlierThreshold.Contamination(0.01) }).Fit(people);
        Dataset later = new(new IntegerColumn("age", new long[] { 211, 40 }), new NumberColumn("income", new[] { 3000.0, 3000 }), CategoryColumn.FromValues("city", ["Bern", "Bern"]));
        OutlierExplanation why = fitted.Explain(later, 0), usual = fitted.Explain(later, 1);

        // What looks at ranks or at cuts knows that a value lies beyond all others, not by how much.
        bool measures = s_methods[method].Name is var known && (known.Contains("nearest", StringComparison.Ordinal) || known.Contains("local", StringComparison.Ordinal) || known.Contains("Mahalanobis", StringComparison.Ordinal) || known.Contains("principal", StringComparison.Ordinal));
        Assert.True(why.Score > usual.Score && !usual.IsOutlier && (why.IsOutlier || !measures || known.Contains("ensemble", StringComparison.Ordinal)), $"{why.Score} {usual.Score} {why.Cutoff}");
        Assert.Equal("age", why.Reasons[0].Column);
        Assert.Matches(@"^age 211 is \d+(\.\d)? robust deviations above the median\.$", why.Reasons[0].Words);
        Assert.InRange(why.Reasons.Sum(reason => reason.Share), 0.999, 1.001);
    }

    [Fact]
    public void Explain_StrangeTogether_SaysThatEachIsUsualByItself()
    {
        var random = new RandomStream(1);
        double[] x = [.. Enumerable.Range(0, 500).Select(_ => random.NextGaussian())];
        Dataset data = new(new NumberColumn("a", x), new NumberColumn("b", Array.ConvertAll(x, value => value + (0.05 * random.NextGaussian()))));
        FittedOutlierDetector fitted = new OutlierDetector(new() { Method = DetectionMethod.Mahalanobis(CovarianceShrinkage.None) }).Fit(data);
        OutlierExplanation why = fitted.Explain(new(new NumberColumn("a", new[] { 1.5 }), new NumberColumn("b", new[] { -1.5 })), 0);

        Assert.True(why.IsOutlier);
        Assert.All(why.Reasons, reason => Assert.Contains("usual by itself", reason.Words, StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_RareCategory_IsFarOutAndNamed()
    {
        Dataset people = People(400);
        FittedOutlierDetector fitted = new OutlierDetector(new() { Method = DetectionMethod.Ecod }).Fit(people);
        OutlierExplanation why = fitted.Explain(new(new IntegerColumn("age", new long[] { 40 }), new NumberColumn("income", new[] { 3000.0 }), CategoryColumn.FromValues("city", ["Chur"])), 0);

        Assert.Equal("city", why.Reasons[0].Column);
        Assert.StartsWith("city 'Chur' is rare: ", why.Reasons[0].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Threshold_FalseAlarmRate_HoldsOnRowsLikeTheTrainingRows()
    {
        double alarms = Enumerable.Range(1, 12).Average(seed =>
        {
            FittedOutlierDetector fitted = new OutlierDetector(new() { Method = DetectionMethod.KNearest(5), Threshold = OutlierThreshold.FalseAlarmRate(0.05) }).Fit(Normal((ulong)seed, 800), new() { Seed = (ulong)seed });
            return fitted.ScoreRows(Normal((ulong)seed + 100, 800)).Average(score => score > fitted.Cutoff ? 1.0 : 0);
        });

        Assert.InRange(alarms, 0.03, 0.06);
    }

    [Fact]
    public void Threshold_FalseAlarmRate_HoldsOutWholeGroups()
    {
        // Rows of a group are one point over and over: held out row by row, each would have a twin among the rows learnt from, and a score of 0.
        Dataset points = Normal(4, 60), data = points.Take([.. Enumerable.Range(0, 600).Select(row => row % 60)]).With(new IntegerColumn("case", Enumerable.Range(0, 600).Select(row => (long)(row % 60)).ToArray()), ColumnRole.Group);
        var detector = new OutlierDetector(new() { Method = DetectionMethod.KNearest(3), Threshold = OutlierThreshold.FalseAlarmRate(0.2, heldOutFraction: 0.3) });

        Assert.Equal(0, detector.Fit(data.Drop("case")).Cutoff);
        FittedOutlierDetector grouped = detector.Fit(data);
        Assert.True(grouped.Cutoff > 0.05);
        Assert.InRange(grouped.ScoreRows(Normal(5, 500)).Average(score => score > grouped.Cutoff ? 1.0 : 0), 0.02, 0.45);
    }

    [Fact]
    public void Threshold_FalseAlarmRateWhereEveryGroupIsTooLarge_FlagsNothingAndSaysSo()
    {
        Dataset data = Normal(6, 300).With(new IntegerColumn("case", Enumerable.Range(0, 300).Select(row => (long)(row % 3)).ToArray()), ColumnRole.Group);
        FittedOutlierDetector fitted = new OutlierDetector(new() { Method = DetectionMethod.KNearest(5), Threshold = OutlierThreshold.FalseAlarmRate(0.2) }).Fit(data);

        Assert.Equal(double.PositiveInfinity, fitted.Cutoff);
        Assert.Contains(fitted.Report.Findings, finding => finding.Code == "PREP253" && finding.Message.StartsWith("0 held-out rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Threshold_Contamination_FlagsItsShare()
    {
        FittedOutlierDetector fitted = new OutlierDetector(new() { Threshold = OutlierThreshold.Contamination(0.1) }).Fit(Normal(1, 500));
        Assert.Equal(50, ((OutlierDetectorReport)fitted.Report).FlaggedRows);
    }

    [Fact]
    public void Threshold_Esd_FlagsThePlantedRowsThatWidenPlainGrubbs()
    {
        double[] values = Normal(1, 200)["a"].ToNumbers().ToArray();
        foreach (int row in (int[])[3, 70, 150]) values[row] = 30;
        Dataset data = new(new NumberColumn("a", values));
        double[] scores = DetectionReference.TrainingScores(data, DetectionMethod.KNearest(5, NeighborStatistic.Largest)), sorted = [.. scores.Order()];
        FittedOutlierDetector fitted = new OutlierDetector(new() { Method = DetectionMethod.KNearest(5), Scaling = DetectionScaling.None, Threshold = OutlierThreshold.Esd(20) }).Fit(data);
        DeviateResult found = ExtremeDeviates.Test(sorted, 20, 0.05);

        Assert.Equal(found.Above, ((OutlierDetectorReport)fitted.Report).FlaggedRows);
        Assert.All((int[])[3, 70, 150], row => Assert.True(scores[row] > fitted.Cutoff));
        Assert.Equal(3, OutlierThreshold.Esd().CutoffOf([3, 3, 3, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutlierThreshold.Esd(0));
    }

    [Fact]
    public void Threshold_TooFewHeldOut_FlagsNothingAndSaysHowManyItTakes()
    {
        FittedOutlierDetector fitted = new OutlierDetector(new() { Threshold = OutlierThreshold.FalseAlarmRate(0.01) }).Fit(Normal(1, 100));

        Assert.Equal(double.PositiveInfinity, fitted.Cutoff);
        Assert.Contains(fitted.Report.Findings, finding => finding.Code == "PREP253" && finding.Message.Contains("takes 99", StringComparison.Ordinal));
    }

    [Fact]
    public void Factories_OutOfRange_NameTheRangeAndTheRemedy()
    {
        Assert.Contains("at most 0.5", Assert.Throws<ArgumentOutOfRangeException>(() => OutlierThreshold.Contamination(0.7)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => DetectionMethod.KNearest(0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DetectionMethod.Ensemble(DetectionMethod.Ensemble()));
        Assert.Contains("AddScore", Assert.Throws<ArgumentException>(() => new OutlierDetector(new() { AddScore = false, AddFlag = false })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_FewRowsConstantAndInfinite_IsDefinedOrRefused(int method, string name)
    {
        Assert.NotEmpty(name);
        var detector = new OutlierDetector(new() { Method = s_methods[method] });
        Assert.Equal("MLO1750", Assert.Throws<MlopsException>(() => detector.Fit(Normal(1, 1))).Code);
        Assert.Equal(2, detector.FitTransform(Normal(1, 2)).TrainingOutput!.RowCount);

        Dataset same = new(new NumberColumn("x", Enumerable.Repeat(3.0, 30).ToArray()), new NumberColumn("nothing", Enumerable.Repeat(double.NaN, 30).ToArray()));
        Assert.Single(detector.FitTransform(same).TrainingOutput!["outlier_score"].ToNumbers().ToArray().Distinct());

        double[] values = Normal(1, 300)["a"].ToNumbers().ToArray();
        values[17] = double.NegativeInfinity;
        double[] scores = detector.FitTransform(new(new NumberColumn("x", values), Normal(2, 300)["b"])).TrainingOutput!["outlier_score"].ToNumbers().ToArray();
        Assert.All(scores, score => Assert.True(double.IsFinite(score)));
        Assert.True(scores[17] >= Quantiles.Of(scores, 0.95), $"the infinite value has score {scores[17]}");
    }

    [Fact]
    public void Fit_NothingToLookAt_SaysWhatIsMissing()
    {
        Dataset text = new(TextColumn.FromValues("note", ["a", "b", "c"]));
        Assert.Contains("encode the data first", Assert.Throws<SchemaMismatchException>(() => new OutlierDetector().Fit(text)).Message, StringComparison.Ordinal);
        Assert.Contains("'note' is Text", Assert.Throws<SchemaMismatchException>(() => new OutlierDetector(new() { Columns = ColumnSet.Named("note") }).Fit(text)).Message, StringComparison.Ordinal);
        Dataset empty = new(new NumberColumn("x", new[] { double.NaN, double.NaN, double.NaN }));
        Assert.Equal("MLO1751", Assert.Throws<MlopsException>(() => new OutlierDetector().Fit(empty)).Code);
    }

    [Fact]
    public void Fit_MoreNeighborsThanRows_UsesThoseThereAreAndSaysSo()
    {
        FittedOutlierDetector fitted = new OutlierDetector(new() { Method = DetectionMethod.KNearest(50) }).Fit(Normal(1, 12));
        Assert.Contains(fitted.Report.Findings, finding => finding.Code == "PREP252" && finding.Message.Contains("11 neighbors", StringComparison.Ordinal));
    }

    [Fact]
    public void Resample_PlantedRows_AreLeftOutButNeverAClass()
    {
        Dataset data = Normal(1, 200).With(CategoryColumn.FromValues("y", Enumerable.Range(0, 200).Select(row => row is 5 or 6 ? "rare" : "usual")), ColumnRole.Label);
        double[] a = data["a"].ToNumbers().ToArray();
        foreach (int row in (int[])[5, 6, 7, 8]) a[row] = 40 + row;
        Resampled made = new DetectedOutlierRemover(new() { Detector = new() { Method = DetectionMethod.KNearest(), Threshold = OutlierThreshold.Contamination(0.02) } }).Resample(data.With(new NumberColumn("a", a)));

        Assert.Equal(198, made.Data.RowCount);
        Assert.Equal(2, ((DetectedOutlierReport)made.Report).RemovedRows);
        Assert.Contains(made.Report.Findings, finding => finding.Code == "PREP255" && finding.Message.Contains("'rare'", StringComparison.Ordinal));
    }

    [Fact]
    public void Pipeline_DetectorBeforeTrainer_SavesAndScores()
    {
        Dataset data = ContractData.Numeric(withMissing: true);
        FittedPipeline model = Pipeline.Empty.DetectOutliers(new() { Method = DetectionMethod.Ensemble() }).RemoveDetectedOutliers(new() { Detector = new() { Threshold = OutlierThreshold.Contamination(0.02) } }).TrainBoosting(new() { TreeCount = 5 }).Fit(data);
        using var saved = new MemoryStream();
        model.Save(saved);

        Assert.Equal(model.Score(data).Probabilities.ToArray(), FittedPipeline.Load(saved).Score(data).Probabilities.ToArray());
    }

    private static Dataset Normal(ulong seed, int rows)
    {
        var random = new RandomStream(seed);
        double[] Draw() => [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())];
        return new(new NumberColumn("a", Draw()), new NumberColumn("b", Draw()));
    }

    private static Dataset People(int rows)
    {
        var random = new RandomStream(11);
        return new(
            new IntegerColumn("age", Enumerable.Range(0, rows).Select(_ => 20L + random.NextInt32(60)).ToArray()),
            new NumberColumn("income", Enumerable.Range(0, rows).Select(_ => 3000 + (400 * random.NextGaussian())).ToArray()),
            CategoryColumn.FromValues("city", Enumerable.Range(0, rows).Select(row => row == 7 ? "Chur" : random.NextInt32(2) == 0 ? "Bern" : "Basel")));
    }
}
