using System.Runtime.InteropServices;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Benchmarks.Bits;

/// <summary>What <see cref="SameBitsPrint"/> runs beside the stages with their defaults.</summary>
internal static class SameBitsCases
{
    public static IEnumerable<(string Name, Stage Stage)> Stages { get; } =
    [
        ("mean", new MissingImputer(new() { Numeric = ImputeMethod.Mean, Categorical = ImputeMethod.OwnLevel(), Indicators = MissingIndicators.Always })),
        ("constant", new MissingImputer(new() { Numeric = ImputeMethod.Constant(-1), Categorical = ImputeMethod.Constant("?"), Indicators = MissingIndicators.Never })),
        ("mode", new MissingImputer(new() { Numeric = ImputeMethod.Mode, Columns = ColumnSet.Numeric.Except("age") })),
        ("draw", new MissingImputer(new() { Numeric = ImputeMethod.Draw, Categorical = ImputeMethod.Draw })),
        ("nearest", new MissingImputer(new() { Numeric = ImputeMethod.Nearest(3, byDistance: true), Categorical = ImputeMethod.Nearest(3, byDistance: true) })),
        ("nearest of a few", new MissingImputer(new() { Numeric = ImputeMethod.Nearest(500, scale: false, donors: 50), Indicators = MissingIndicators.Never })),
        ("chained", new MissingImputer(new() { Numeric = ImputeMethod.Chained(ChainModel.Linear, 2), Categorical = ImputeMethod.Chained(ChainModel.Linear, 2) })),
        ("chained trees", new MissingImputer(new() { Numeric = ImputeMethod.Chained(rounds: 1), Categorical = ImputeMethod.Nearest(2) })),
        ("drop any", new MissingRowRemover(new() { Rule = MissingRowRule.Any })),
        ("drop share", new MissingRowRemover(new() { Rule = MissingRowRule.Share, MaximumMissingFraction = 0.2 })),
        ("drop columns", new MissingColumnDropper(new() { MaximumMissingFraction = 0.05 })),
        ("one-hot", new CategoryEncoder(new() { Method = EncodingMethod.OneHot(minFraction: 0.2, missingColumn: true), MaxTextLevels = 2000, Timestamps = TimestampEncoding.Cycles })),
        ("ordinal", new CategoryEncoder(new() { Method = EncodingMethod.Ordinal, Timestamps = TimestampEncoding.Drop })),
        ("target", new CategoryEncoder(new() { Method = EncodingMethod.Target(), MaxTextLevels = 2000 })),
        ("cap with flags", new OutlierHandler(new() { Method = OutlierMethod.Mad(), AddFlags = true })),
        ("mark missing", new OutlierHandler(new() { Method = OutlierMethod.ZScore(1), Action = OutlierAction.MarkMissing })),
        ("logarithm", new OutlierHandler(new() { Columns = ColumnSet.Named("age"), Action = OutlierAction.TransformLog, AddFlags = true })),
        ("power", new OutlierHandler(new() { Method = OutlierMethod.Mad(), Action = OutlierAction.TransformYeoJohnson, GroupBy = "member" })),
        ("robust scale", new OutlierHandler(new() { Action = OutlierAction.TransformRobustScale })),
        ("percentile", new OutlierHandler(new() { Method = OutlierMethod.Percentile(0.1, 0.9), GroupBy = "member" })),
        ("winsor", new OutlierHandler(new() { Method = OutlierMethod.Winsor(0.1) })),
        ("grubbs", new OutlierHandler(new() { Method = OutlierMethod.Grubbs(0.5) })),
        ("esd", new OutlierHandler(new() { Method = OutlierMethod.Esd(5), Action = OutlierAction.Keep, AddFlags = true })),
        ("bounds", new OutlierHandler(new() { Method = OutlierMethod.Bounds(-1, 50) })),
        ("remove by group", new OutlierRemover(new() { Method = OutlierMethod.Percentile(0.1, 0.9), GroupBy = "member" })),
        ("weigh", new OutlierWeigher(new() { Method = OutlierMethod.Mad(1), GroupBy = "age" })),
        ("remove", new OutlierRemover(new() { Method = OutlierMethod.Iqr(1) })),
        ("over", new Rebalancer(new() { Method = RebalanceMethod.RandomOver, MinorityRatio = 0.9 })),
        ("under", new Rebalancer(new() { Method = RebalanceMethod.RandomUnder })),
        ("nearest rows", new OutlierDetector(new() { Method = DetectionMethod.KNearest(), Categories = DetectionCategories.OneHot, MissingIndicators = true, AddProbability = true })),
        ("local outlier factor", new OutlierDetector(new() { Method = DetectionMethod.LocalOutlierFactor(), Scaling = DetectionScaling.Robust, Threshold = OutlierThreshold.FalseAlarmRate(0.1) })),
        ("tails", new OutlierDetector(new() { Method = DetectionMethod.Ecod, MissingIndicators = true })),
        ("histograms", new OutlierDetector(new() { Method = DetectionMethod.Hbos(), Threshold = OutlierThreshold.TailFit() })),
        ("covariance", new OutlierDetector(new() { Method = DetectionMethod.Mahalanobis(), Scaling = DetectionScaling.None })),
        ("axes", new OutlierDetector(new() { Method = DetectionMethod.Reconstruction(), Categories = DetectionCategories.OneHot })),
        ("sloping cuts", new OutlierDetector(new() { Method = DetectionMethod.ExtendedIsolationForest(20, 64), Scaling = DetectionScaling.Range, Threshold = OutlierThreshold.Contamination(0.05) })),
        ("ensemble", new OutlierDetector(new() { Method = DetectionMethod.Ensemble(DetectionMethod.IsolationForest(20, 64), DetectionMethod.KNearest(5), DetectionMethod.MinimumCovarianceDeterminant()), AddScore = false })),
        ("projections", new OutlierDetector(new() { Method = DetectionMethod.Loda(20) })),
        ("spheres", new OutlierDetector(new() { Method = DetectionMethod.Inne(30) })),
        ("clusters", new OutlierDetector(new() { Method = DetectionMethod.Cblof() })),
        ("mixture", new OutlierDetector(new() { Method = DetectionMethod.GaussianMixture(2) })),
        ("kernel density", new OutlierDetector(new() { Method = DetectionMethod.KernelDensity() })),
        ("angles", new OutlierDetector(new() { Method = DetectionMethod.AngleBased(5) })),
        ("chains", new OutlierDetector(new() { Method = DetectionMethod.ConnectivityFactor(5), MissingIndicators = true })),
        ("one-class machine", new OutlierDetector(new() { Method = DetectionMethod.OneClassSvm(0.2, directions: 64), Categories = DetectionCategories.OneHot, AddProbability = true })),
        ("remove detected", new DetectedOutlierRemover(new() { Detector = new() { Method = DetectionMethod.Copod, Threshold = OutlierThreshold.Mad(1) } })),
        ("hashing", new CategoryEncoder(new() { Method = EncodingMethod.Hashing(8) })),
        .. ((RebalanceMethod[])
        [
            RebalanceMethod.Smote(3), RebalanceMethod.BorderlineSmote(), RebalanceMethod.BorderlineSmote(towardsOthers: true), RebalanceMethod.Adasyn(), RebalanceMethod.Rose(),
        RebalanceMethod.TomekLinks(), RebalanceMethod.EditedNeighbors(byVote: true, rounds: 5), RebalanceMethod.AllKnn(), RebalanceMethod.NeighborhoodCleaning(), RebalanceMethod.Condensed(),
        RebalanceMethod.NearMiss(), RebalanceMethod.NearMiss(2), RebalanceMethod.NearMiss(3), RebalanceMethod.SmoteTomek(), RebalanceMethod.SmoteEnn(), RebalanceMethod.OneSided(), RebalanceMethod.PolynomialFit, RebalanceMethod.InstanceHardness(2),
        RebalanceMethod.SvmSmote(), RebalanceMethod.KMeansSmote(3), RebalanceMethod.ProWSyn(), RebalanceMethod.SmoteIpf(parts: 3), RebalanceMethod.GeometricSmote(), RebalanceMethod.ClusterCentroids(), RebalanceMethod.ClusterCentroids(keepsRows: true),
        ]).Select(method => (method.ToString(), (Stage)new Rebalancer(new() { Method = method }))),
        .. ((BoostingLoss[])[BoostingLoss.Squared, BoostingLoss.Huber(), BoostingLoss.Quantile(0.3), BoostingLoss.Poisson, BoostingLoss.Gamma, BoostingLoss.Logistic, BoostingLoss.Softmax])
            .Select(loss => (loss.ToString(), (Stage)new BoostingTrainer(new() { Loss = loss, RowFraction = 0.7, FeatureFraction = 0.7, EarlyStoppingRounds = 5 }))),
        ("lasso", new LinearModelTrainer(new() { L1Regularization = 2, L2Regularization = 0.1 })),
        ("random cuts", new ForestTrainer(new() { TreeCount = 20, RandomCuts = true })),
        ("few bags", new EbmTrainer(new() { BagCount = 3, MaximumRounds = 300 })),
        ("keeps few", new FeatureSelector(new() { Keep = 3, MaximumCorrelation = 0.5 })),
        .. Enum.GetValues<CalibrationMethod>().Select(method => (method.ToString(), (Stage)new ProbabilityCalibrator(new() { Method = method }))),
        .. Enum.GetValues<ConformalMethod>().Select(method => (method.ToString(), (Stage)new ConformalPrediction(new() { Method = method }))),
    ];

    public static IEnumerable<(string Name, Func<RunContext, Report> Report)> Reports(Dataset data, Dataset gaps)
    {
        (Dataset train, Dataset test) = data.Split(0.3, seed: 5);
        Pipeline linear = Pipeline.Empty.EncodeCategories().TrainLinear(), boosting = Pipeline.Empty.EncodeCategories().TrainBoosting(new() { TreeCount = 10 });
        return
        [
            ("profile", context => gaps.Profile(context: context)),
            ("segments", context => gaps.ProfileBySegment(SegmentBy.Values("city"), context: context)),
            ("periods", context => gaps.ProfileBySegment(SegmentBy.Period("seen", SegmentPeriod.Month), context: context)),
            ("missing", _ => gaps.ProfileMissing()),
            ("evaluate", context => linear.Fit(train, context).Evaluate(test, context: context)),
            ("slices", context => boosting.Fit(train, context).FindWorstSlices(test, context: context)),
            ("cross-validation", context => boosting.CrossValidate(train, context: context)),
            ("learning curve", context => boosting.LearningCurve(train, context: context)),
            ("candidates", context => train.CompareCandidates([("linear", linear), ("boosting", boosting)], null, context: context)),
            ("models", context => test.CompareModels([("linear", linear.Fit(train, context)), ("boosting", boosting.Fit(train, context))], null, context: context)),
            ("drift", context => new DriftDetector().Fit(train, context).Compare(test.Slice(0, 300))),
            ("rules", context => DataRules.Infer(gaps).Validate(gaps.Slice(100, 900), context: context)),
            ("rebalancing", context => train.AdviseRebalancing(boosting, context: context)),
        ];
    }

    public static IEnumerable<(string Name, Func<RunContext, byte[]> Numbers)> Numbers(Dataset data)
    {
        Dataset numbers = Pipeline.Empty.EncodeCategories().Prepare(data);
        return
        [
            ("Shapley values", context => Shapley((TreePredictor)Pipeline.Empty.TrainBoosting(new() { TreeCount = 20 }).Fit(numbers, context).Predictor!, numbers, context.MaxThreads)),
        ];
    }

    private static byte[] Shapley(TreePredictor predictor, Dataset data, int threads)
    {
        int width = predictor.Model.FeatureCount, rows = Math.Min(500, data.RowCount);
        float[] values = new float[rows * width];
        for (int feature = 0; feature < width; feature++)
        {
            ReadOnlyMemory<double> column = data[predictor.Inputs[feature].Name].ToNumbers();
            for (int row = 0; row < rows; row++) values[(row * width) + feature] = (float)column.Span[row];
        }

        double[] contributions = new double[rows * (width + 1)], others = new double[rows * (width + 1)];
        TreeShap.PathDependent(predictor.Model).Explain(values, contributions.AsMemory(0, rows * width), threads);
        TreeShap.Interventional(predictor.Model, values.AsMemory(0, 50 * width)).Explain(values, others.AsMemory(0, rows * width), threads);
        return [.. MemoryMarshal.AsBytes<double>(contributions), .. MemoryMarshal.AsBytes<double>(others)];
    }
}
