using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers.FastTree;

namespace Mlops.Sdk;

/// <summary>Trains FastTree and converts the result.</summary>
internal static class FastTreeNative
{
    public static NativeTreeFit Fit(TrainingInput input, FastTreeOptions options, float[]? missing) => MlNetSession.Run(
        input.Seed,
        context => input.Target.Kind == TargetKind.Binary ? Binary(context, input, options, missing) : Regression(context, input, options, missing),
        input.Cancellation);

    private static NativeTreeFit Binary(MLContext context, TrainingInput input, FastTreeOptions options, float[]? missing)
    {
        FastTreeBinaryTrainer.Options native = new() { UnbalancedSets = options.BalanceClasses };
        Set(native, input, options);
        var transformer = context.BinaryClassification.Trainers.FastTree(native).Fit(input.View(missing));
        FastTreeBinaryModelParameters model = transformer.Model.SubModel;
        TreeEnsembleBuilder builder = new(input.Columns.Length) { SinglePrecision = true };
        TreeConversion.Add(builder, model.TrainedTreeEnsemble.Trees, output: 0, missing);
        PlattCalibrator sigmoid = transformer.Model.Calibrator;
        return new(builder.Build(), LinkFunction.Logit(-sigmoid.Slope, -sigmoid.Offset, singlePrecision: true), transformer, TreeConversion.InnerOptions(model));
    }

    private static NativeTreeFit Regression(MLContext context, TrainingInput input, FastTreeOptions options, float[]? missing)
    {
        FastTreeRegressionTrainer.Options native = new();
        Set(native, input, options);
        var transformer = context.Regression.Trainers.FastTree(native).Fit(input.View(missing));
        TreeEnsembleBuilder builder = new(input.Columns.Length) { SinglePrecision = true };
        TreeConversion.Add(builder, transformer.Model.TrainedTreeEnsemble.Trees, output: 0, missing);
        return new(builder.Build(), LinkFunction.Identity, transformer, TreeConversion.InnerOptions(transformer.Model));
    }

    private static void Set(BoostedTreeOptions native, TrainingInput input, FastTreeOptions options)
    {
        SetTrees(native, input, options.TreeCount, options.LeafCount, options.MinimumRowsPerLeaf, options.MaximumBinCount, options.FeatureFraction);
        native.LearningRate = options.LearningRate;
        native.DropoutRate = options.DropoutRate;
        native.BaggingSize = options.RowFraction < 1 ? 1 : 0;
        native.BaggingExampleFraction = options.RowFraction;
    }

    /// <summary>What FastTree and FastForest share.</summary>
    public static void SetTrees(TreeOptions native, TrainingInput input, int trees, int leaves, int? rowsPerLeaf, int bins, double featureFraction)
    {
        native.LabelColumnName = TrainingView.Label;
        native.FeatureColumnName = TrainingView.Features;
        native.ExampleWeightColumnName = input.Weights is null ? null : TrainingView.Weight;
        native.NumberOfTrees = trees;
        native.NumberOfLeaves = leaves;
        native.MinimumExampleCountPerLeaf = rowsPerLeaf ?? Math.Clamp(input.Rows / 20, 1, 10);
        native.MaximumBinCountPerFeature = bins;
        native.FeatureFraction = featureFraction;
        native.NumberOfThreads = input.Threads;
        native.Seed = input.Seed;
        native.FeatureSelectionSeed = input.Seed;
    }
}
