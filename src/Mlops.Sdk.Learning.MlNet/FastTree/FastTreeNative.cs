using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers.FastTree;

namespace Mlops.Sdk;

/// <summary>Trains FastTree and converts the result.</summary>
internal static class FastTreeNative
{
    public static NativeTreeFit Fit(TrainingInput input, FastTreeOptions options, float[]? missing) => FastTreeSession.Run(
        input,
        context => input.Target.Kind == TargetKind.Binary ? Binary(context, input, options, missing) : Regression(context, input, options, missing));

    public static FastTreeBinaryTrainer.Options BinaryOptions(TrainingInput input, FastTreeOptions options)
    {
        FastTreeBinaryTrainer.Options native = new() { UnbalancedSets = options.BalanceClasses };
        Set(native, input, options);
        return native;
    }

    public static FastTreeRegressionTrainer.Options RegressionOptions(TrainingInput input, FastTreeOptions options)
    {
        FastTreeRegressionTrainer.Options native = new();
        Set(native, input, options);
        return native;
    }

    private static NativeTreeFit Binary(MLContext context, TrainingInput input, FastTreeOptions options, float[]? missing)
    {
        var transformer = context.BinaryClassification.Trainers.FastTree(BinaryOptions(input, options)).Fit(input.View(missing));
        FastTreeBinaryModelParameters model = transformer.Model.SubModel;
        TreeEnsembleBuilder builder = new(input.Columns.Length) { SinglePrecision = true };
        TreeConversion.Add(builder, model.TrainedTreeEnsemble.Trees, output: 0, missing);
        PlattCalibrator sigmoid = transformer.Model.Calibrator;
        return new(builder.Build(), LinkFunction.Logit(-sigmoid.Slope, -sigmoid.Offset, singlePrecision: true), transformer, TreeConversion.InnerOptions(model));
    }

    private static NativeTreeFit Regression(MLContext context, TrainingInput input, FastTreeOptions options, float[]? missing)
    {
        var transformer = context.Regression.Trainers.FastTree(RegressionOptions(input, options)).Fit(input.View(missing));
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

    /// <summary>The fewest rows in a leaf where nothing is asked for: 10, and fewer for tables of less than 200 rows.</summary>
    public static int UsualRowsPerLeaf(int rows) => Math.Clamp(rows / 20, 1, 10);

    /// <summary>What FastTree and FastForest share.</summary>
    public static void SetTrees(TreeOptions native, TrainingInput input, int trees, int leaves, int? rowsPerLeaf, int bins, double featureFraction)
    {
        native.LabelColumnName = TrainingView.Label;
        native.FeatureColumnName = TrainingView.Features;
        native.ExampleWeightColumnName = input.Weights is null ? null : TrainingView.Weight;
        native.NumberOfTrees = trees;
        native.NumberOfLeaves = leaves;
        native.MinimumExampleCountPerLeaf = rowsPerLeaf ?? UsualRowsPerLeaf(input.Rows);
        native.MaximumBinCountPerFeature = bins;
        native.FeatureFraction = featureFraction;
        native.NumberOfThreads = input.TaskThreads;
        native.Seed = input.Seed;
        native.FeatureSelectionSeed = input.Seed;
    }
}
