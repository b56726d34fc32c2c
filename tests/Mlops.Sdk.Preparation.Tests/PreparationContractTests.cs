using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests;

public sealed class PreparationContractTests
{
    public static TheoryData<Type> Stages => new(StepContract.FindStages(typeof(MissingImputer).Assembly));

    [Theory]
    [MemberData(nameof(Stages))]
    public void Contract_DefaultOptions_Holds(Type stage) => StepContract.Verify(StepContract.Create(stage), stage.IsAssignableTo(typeof(PostStep)) || stage.IsAssignableTo(typeof(Trainer)) ? ContractData.Numeric() : ContractData.Mixed());

    public static TheoryData<string, Stage> Variants => new()
    {
        { "mean", new MissingImputer(new() { Numeric = ImputeMethod.Mean, Categorical = ImputeMethod.OwnLevel(), Indicators = MissingIndicators.Always }) },
        { "constant", new MissingImputer(new() { Numeric = ImputeMethod.Constant(-1), Categorical = ImputeMethod.Constant("?"), Indicators = MissingIndicators.Never }) },
        { "mode", new MissingImputer(new() { Numeric = ImputeMethod.Mode, Columns = ColumnSet.Numeric.Except("age") }) },
        { "draw", new MissingImputer(new() { Numeric = ImputeMethod.Draw, Categorical = ImputeMethod.Draw }) },
        { "nearest", new MissingImputer(new() { Numeric = ImputeMethod.Nearest(3, byDistance: true), Categorical = ImputeMethod.Nearest(3, byDistance: true) }) },
        { "nearest of a few", new MissingImputer(new() { Numeric = ImputeMethod.Nearest(500, scale: false, donors: 50), Indicators = MissingIndicators.Never }) },
        { "chained", new MissingImputer(new() { Numeric = ImputeMethod.Chained(ChainModel.Linear, 2), Categorical = ImputeMethod.Chained(ChainModel.Linear, 2) }) },
        { "chained trees", new MissingImputer(new() { Numeric = ImputeMethod.Chained(rounds: 1), Categorical = ImputeMethod.Nearest(2) }) },
        { "drop any", new MissingRowRemover(new() { Rule = MissingRowRule.Any }) },
        { "drop share", new MissingRowRemover(new() { Rule = MissingRowRule.Share, MaximumMissingFraction = 0.2 }) },
        { "drop columns", new MissingColumnDropper(new() { MaximumMissingFraction = 0.05 }) },
        { "one-hot", new CategoryEncoder(new() { Method = EncodingMethod.OneHot(minFraction: 0.2, missingColumn: true), MaxTextLevels = 2000, Timestamps = TimestampEncoding.Cycles }) },
        { "ordinal", new CategoryEncoder(new() { Method = EncodingMethod.Ordinal, Timestamps = TimestampEncoding.Drop }) },
        { "target", new CategoryEncoder(new() { Method = EncodingMethod.Target(), MaxTextLevels = 2000 }) },
        { "cap with flags", new OutlierHandler(new() { Method = OutlierMethod.Mad(), AddFlags = true }) },
        { "mark missing", new OutlierHandler(new() { Method = OutlierMethod.ZScore(1), Action = OutlierAction.MarkMissing }) },
        { "logarithm", new OutlierHandler(new() { Columns = ColumnSet.Named("age"), Action = OutlierAction.TransformLog, AddFlags = true }) },
        { "power", new OutlierHandler(new() { Method = OutlierMethod.Mad(), Action = OutlierAction.TransformYeoJohnson, GroupBy = "member" }) },
        { "robust scale", new OutlierHandler(new() { Action = OutlierAction.TransformRobustScale }) },
        { "percentile", new OutlierHandler(new() { Method = OutlierMethod.Percentile(0.1, 0.9), GroupBy = "member" }) },
        { "winsor", new OutlierHandler(new() { Method = OutlierMethod.Winsor(0.1) }) },
        { "grubbs", new OutlierHandler(new() { Method = OutlierMethod.Grubbs(0.5) }) },
        { "esd", new OutlierHandler(new() { Method = OutlierMethod.Esd(5), Action = OutlierAction.Keep, AddFlags = true }) },
        { "bounds", new OutlierHandler(new() { Method = OutlierMethod.Bounds(-1, 50) }) },
        { "remove by group", new OutlierRemover(new() { Method = OutlierMethod.Percentile(0.1, 0.9), GroupBy = "member" }) },
        { "weigh", new OutlierWeigher(new() { Method = OutlierMethod.Mad(1), GroupBy = "age" }) },
        { "remove", new OutlierRemover(new() { Method = OutlierMethod.Iqr(1) }) },
        { "over", new Rebalancer(new() { Method = RebalanceMethod.RandomOver, MinorityRatio = 0.9 }) },
        { "under", new Rebalancer(new() { Method = RebalanceMethod.RandomUnder }) },
        { "nearest rows", new OutlierDetector(new() { Method = DetectionMethod.KNearest(), Categories = DetectionCategories.OneHot, MissingIndicators = true, AddProbability = true }) },
        { "local outlier factor", new OutlierDetector(new() { Method = DetectionMethod.LocalOutlierFactor(), Scaling = DetectionScaling.Robust, Threshold = OutlierThreshold.FalseAlarmRate(0.1) }) },
        { "tails", new OutlierDetector(new() { Method = DetectionMethod.Ecod, MissingIndicators = true }) },
        { "histograms", new OutlierDetector(new() { Method = DetectionMethod.Hbos(), Threshold = OutlierThreshold.TailFit() }) },
        { "covariance", new OutlierDetector(new() { Method = DetectionMethod.Mahalanobis(), Scaling = DetectionScaling.None }) },
        { "axes", new OutlierDetector(new() { Method = DetectionMethod.Reconstruction(), Categories = DetectionCategories.OneHot }) },
        { "sloping cuts", new OutlierDetector(new() { Method = DetectionMethod.ExtendedIsolationForest(20, 64), Scaling = DetectionScaling.Range, Threshold = OutlierThreshold.Contamination(0.05) }) },
        { "ensemble", new OutlierDetector(new() { Method = DetectionMethod.Ensemble(DetectionMethod.IsolationForest(20, 64), DetectionMethod.KNearest(5), DetectionMethod.MinimumCovarianceDeterminant()), AddScore = false }) },
        { "projections", new OutlierDetector(new() { Method = DetectionMethod.Loda(20) }) },
        { "spheres", new OutlierDetector(new() { Method = DetectionMethod.Inne(30) }) },
        { "clusters", new OutlierDetector(new() { Method = DetectionMethod.Cblof() }) },
        { "mixture", new OutlierDetector(new() { Method = DetectionMethod.GaussianMixture(2) }) },
        { "kernel density", new OutlierDetector(new() { Method = DetectionMethod.KernelDensity() }) },
        { "angles", new OutlierDetector(new() { Method = DetectionMethod.AngleBased(5), MissingIndicators = true }) },
        { "chains", new OutlierDetector(new() { Method = DetectionMethod.ConnectivityFactor(5), MissingIndicators = true }) },
        { "one-class machine", new OutlierDetector(new() { Method = DetectionMethod.OneClassSvm(0.2, directions: 64), Categories = DetectionCategories.OneHot, AddProbability = true }) },
        { "remove detected", new DetectedOutlierRemover(new() { Detector = new() { Method = DetectionMethod.Copod, Threshold = OutlierThreshold.Mad(1) } }) },
        { "hashing", new CategoryEncoder(new() { Method = EncodingMethod.Hashing(8) }) },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Contract_OtherOptions_Holds(string name, Stage stage)
    {
        Assert.NotEmpty(name);
        StepContract.Verify(stage, ContractData.Mixed());
    }

    public static TheoryData<RebalanceMethod> Measuring => new(
        RebalanceMethod.Smote(3), RebalanceMethod.BorderlineSmote(), RebalanceMethod.BorderlineSmote(towardsOthers: true), RebalanceMethod.Adasyn(), RebalanceMethod.Rose(),
        RebalanceMethod.TomekLinks(), RebalanceMethod.EditedNeighbors(byVote: true, rounds: 5), RebalanceMethod.AllKnn(), RebalanceMethod.NeighborhoodCleaning(), RebalanceMethod.Condensed(),
        RebalanceMethod.NearMiss(), RebalanceMethod.NearMiss(2), RebalanceMethod.NearMiss(3), RebalanceMethod.SmoteTomek(), RebalanceMethod.SmoteEnn(), RebalanceMethod.OneSided(), RebalanceMethod.PolynomialFit, RebalanceMethod.InstanceHardness(2),
        RebalanceMethod.SvmSmote(), RebalanceMethod.KMeansSmote(3), RebalanceMethod.ProWSyn(), RebalanceMethod.SmoteIpf(parts: 3), RebalanceMethod.GeometricSmote(), RebalanceMethod.ClusterCentroids(), RebalanceMethod.ClusterCentroids(keepsRows: true));

    [Fact]
    public void Contract_RebalanceWithMissingNumbers_Holds() => StepContract.Verify(new Rebalancer(new() { Method = RebalanceMethod.BorderlineSmote() }), ContractData.Mixed());

    [Theory]
    [MemberData(nameof(Measuring))]
    public void Contract_RebalanceMethod_Holds(RebalanceMethod method) =>
        StepContract.Verify(new Rebalancer(new() { Method = method }), ContractData.Mixed(withMissing: false));

    [Fact]
    public void Contract_Smogn_Holds()
    {
        Dataset data = ContractData.Regression();
        var skewed = new NumberColumn("label", Array.ConvertAll(data["label"].ToNumbers().ToArray(), value => Math.Exp(value / 4)));
        StepContract.Verify(new Rebalancer(new() { Method = RebalanceMethod.Smogn() }), data.With(skewed, ColumnRole.Label));
    }

    [Fact]
    public void Prepare_AllDefaults_LeavesNumbersWithoutMissing()
    {
        Dataset clean = Pipeline.Empty.HandleOutliers().ImputeMissing().Rebalance(new() { Method = RebalanceMethod.Smote() }).EncodeCategories().Prepare(ContractData.Mixed());

        Assert.All(clean.Features, column => Assert.True(column.IsNumeric && column.MissingCount == 0, column.Name));
        Assert.Equal(ColumnRole.Id, clean.Schema["id"].Role);
        Assert.IsType<CategoryColumn>(clean["label"]);
    }

    [Fact]
    public void Transform_GeneratedData_OneRowAloneEqualsBatch()
    {
        for (ulong seed = 1; seed <= 12; seed++)
        {
            Dataset data = DatasetGenerator.Create(seed, 60, new() { Label = true });
            FittedPipeline model = Pipeline.Empty.HandleOutliers(new() { AddFlags = true }).ImputeMissing().EncodeCategories(new() { MaxTextLevels = 10 }).Fit(data);
            Dataset all = model.Transform(data);
            for (int row = 0; row < data.RowCount; row += 7) Assert.Null(SameBits.Difference(all.Slice(row, 1), model.Transform(data.Slice(row, 1))));
        }
    }
}
