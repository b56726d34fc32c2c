namespace Mlops.Sdk.Learning.MlNet.Tests.Trainers;

public class OptionsReachTests
{
    [Theory]
    [InlineData(TaskKind.Binary)]
    [InlineData(TaskKind.Multiclass)]
    [InlineData(TaskKind.Regression)]
    public void LightGbm_EveryOption_IsInWhatTheNativeModelSaysOfItself(TaskKind task)
    {
        LightGbmOptions options = new()
        {
            TreeCount = 3,
            LeafCount = 5,
            LearningRate = 0.07,
            MaximumDepth = 4,
            MaximumBinCount = 63,
            L1Regularization = 0.3,
            L2Regularization = 0.4,
            MinimumSplitGain = 0.02,
            MinimumChildWeight = 0.03,
            RowFraction = 0.8,
            FeatureFraction = 0.9,
            PositiveWeight = 2.5,
            UseSoftmax = false,
        };
        NativeTreeFit fit = LightGbmNative.Fit(Conversion.ConversionTests.Input(TestData.Make(task, 400)), options, rowsPerLeaf: 11);
        string[] said = fit.InnerOptions.Split(' ');
        string[] expected =
        [
            "num_leaves=5", "learning_rate=0.07", "max_depth=4", "max_bin=63", "reg_alpha=0.3", "reg_lambda=0.4", "min_split_gain=0.02", "min_child_weight=0.03",
            "subsample=0.8", "subsample_freq=1", "feature_fraction=0.9", "min_data_per_leaf=11", "seed=7", "nthread=2", "deterministic=True", "force_col_wise=True", "boosting_type=gbdt",
            .. task == TaskKind.Binary ? ["scale_pos_weight=2.5", "sigmoid=0.5"] : Array.Empty<string>(),
            .. task == TaskKind.Multiclass ? ["objective=multiclassova"] : Array.Empty<string>(),
        ];
        Assert.Empty(expected.Except(said, StringComparer.OrdinalIgnoreCase).Select(missing => missing + " | " + fit.InnerOptions));
        Assert.Equal(task == TaskKind.Multiclass ? 9 : 3, fit.Model.Trees.Length);
        Assert.All(fit.Model.Trees, tree => Assert.True(tree.LeafCount <= 5));
    }

    [Theory]
    [InlineData(LightGbmBoosting.Dart, "dart")]
    [InlineData(LightGbmBoosting.Goss, "goss")]
    public void LightGbm_Boosting_Reaches(LightGbmBoosting boosting, string name)
    {
        TrainingInput input = Conversion.ConversionTests.Input(TestData.Make(TaskKind.Binary, 400));
        NativeTreeFit fit = LightGbmNative.Fit(input, new() { TreeCount = 10, Boosting = boosting }, 20);
        Assert.Contains("boosting_type=" + name, fit.InnerOptions, StringComparison.Ordinal);
        ConversionCheck.Verify(fit, new FeatureMatrix(input.Columns), new FeatureMatrix(input.Columns));
    }

    [Fact]
    public void FastForest_CalibrationFolds_DecideTheSigmoid()
    {
        Dataset data = TestData.Make(TaskKind.Binary, 500);
        LogitLink none = Link(0);
        Assert.NotEqual(none, Link(3));
        Assert.True(none.Slope > Link(3).Slope, "scores of rows that were seen look surer");

        LogitLink Link(int folds) => (LogitLink)((TreePredictor)new FastForestTrainer(new() { TreeCount = 20, CalibrationFolds = folds })
            .Fit(data, cancellationToken: TestContext.Current.CancellationToken)).Link;
    }
}
