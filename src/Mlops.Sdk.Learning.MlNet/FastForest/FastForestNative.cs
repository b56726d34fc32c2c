using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Mlops.Sdk;

/// <summary>Trains FastForest and converts the result. The link of a forest of classes is the identity: its scores are no probabilities.</summary>
internal static class FastForestNative
{
    public static NativeTreeFit Fit(TrainingInput input, FastForestOptions options, float[]? missing) => FastTreeSession.Run(
        input,
        context => input.Target.Kind == TargetKind.Binary ? Binary(context, input, options, missing) : Regression(context, input, options, missing));

    public static FastForestBinaryTrainer.Options BinaryOptions(TrainingInput input, FastForestOptions options)
    {
        FastForestBinaryTrainer.Options native = new();
        Set(native, input, options);
        return native;
    }

    public static FastForestRegressionTrainer.Options RegressionOptions(TrainingInput input, FastForestOptions options)
    {
        FastForestRegressionTrainer.Options native = new();
        Set(native, input, options);
        return native;
    }

    private static NativeTreeFit Binary(MLContext context, TrainingInput input, FastForestOptions options, float[]? missing)
    {
        var transformer = context.BinaryClassification.Trainers.FastForest(BinaryOptions(input, options)).Fit(input.View(missing));
        TreeEnsembleBuilder builder = new(input.Columns.Length) { SinglePrecision = true };
        TreeConversion.Add(builder, transformer.Model.TrainedTreeEnsemble.Trees, output: 0, missing);
        return new(builder.Build(), LinkFunction.Identity, transformer, TreeConversion.InnerOptions(transformer.Model));
    }

    private static NativeTreeFit Regression(MLContext context, TrainingInput input, FastForestOptions options, float[]? missing)
    {
        var transformer = context.Regression.Trainers.FastForest(RegressionOptions(input, options)).Fit(input.View(missing));
        TreeEnsembleBuilder builder = new(input.Columns.Length) { SinglePrecision = true, Average = true };
        TreeConversion.Add(builder, transformer.Model.TrainedTreeEnsemble.Trees, output: 0, missing);
        return new(builder.Build(), LinkFunction.Identity, transformer, TreeConversion.InnerOptions(transformer.Model));
    }

    private static void Set(FastForestOptionsBase native, TrainingInput input, FastForestOptions options)
    {
        FastTreeNative.SetTrees(native, input, options.TreeCount, options.LeafCount, options.MinimumRowsPerLeaf, options.MaximumBinCount, options.FeatureFraction);
        native.FeatureFractionPerSplit = options.FeatureFractionPerSplit;
        native.BaggingSize = options.RowFraction < 1 ? 1 : 0;
        native.BaggingExampleFraction = options.RowFraction;
    }
}
