using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;

namespace Mlops.Sdk;

/// <summary>Trains LightGBM through ML.NET and converts the result.</summary>
internal static class LightGbmNative
{
    /// <summary>ML.NET's own default for the sigmoid, stated because the link depends on it.</summary>
    private const double Sigmoid = 0.5;

    public static NativeTreeFit Fit(TrainingInput input, LightGbmOptions options, int rowsPerLeaf)
    {
        try
        {
            return MlNetSession.Run(
                input.Seed,
                context => input.Target.Kind switch
                {
                    TargetKind.Binary => Binary(context, input, options, rowsPerLeaf),
                    TargetKind.Multiclass => Multiclass(context, input, options, rowsPerLeaf),
                    _ => Regression(context, input, options, rowsPerLeaf),
                },
                input.Cancellation);
        }
        catch (ArgumentNullException error) when (error.ParamName == "items" && input.Target.Kind != TargetKind.Multiclass)
        {
            // ML.NET cannot hold what LightGBM gives when no split is possible and the constant score is 0: a tree without nodes.
            LinkFunction link = input.Target.Kind == TargetKind.Binary ? LinkFunction.Logit(Sigmoid, 0, singlePrecision: true) : LinkFunction.Identity;
            return new(new TreeEnsembleBuilder(input.Columns.Length) { SinglePrecision = true }.Build(), link, Transformer: null);
        }
    }

    public static LightGbmBinaryTrainer.Options BinaryOptions(TrainingInput input, LightGbmOptions options, int rowsPerLeaf)
    {
        LightGbmBinaryTrainer.Options native = new() { WeightOfPositiveExamples = options.PositiveWeight, Sigmoid = Sigmoid };
        Set(native, input, options, rowsPerLeaf);
        return native;
    }

    public static LightGbmMulticlassTrainer.Options MulticlassOptions(TrainingInput input, LightGbmOptions options, int rowsPerLeaf)
    {
        LightGbmMulticlassTrainer.Options native = new() { UseSoftmax = options.UseSoftmax, Sigmoid = Sigmoid };
        Set(native, input, options, rowsPerLeaf);
        return native;
    }

    private static NativeTreeFit Binary(MLContext context, TrainingInput input, LightGbmOptions options, int rowsPerLeaf)
    {
        var transformer = context.BinaryClassification.Trainers.LightGbm(BinaryOptions(input, options, rowsPerLeaf)).Fit(input.View());
        LightGbmBinaryModelParameters model = transformer.Model.SubModel;
        TreeEnsembleBuilder builder = new(input.Columns.Length) { SinglePrecision = true };
        TreeConversion.Add(builder, model.TrainedTreeEnsemble.Trees, output: 0);
        PlattCalibrator sigmoid = transformer.Model.Calibrator;
        return new(builder.Build(), LinkFunction.Logit(-sigmoid.Slope, -sigmoid.Offset, singlePrecision: true), transformer, TreeConversion.InnerOptions(model));
    }

    private static NativeTreeFit Multiclass(MLContext context, TrainingInput input, LightGbmOptions options, int rowsPerLeaf)
    {
        MulticlassPredictionTransformer<OneVersusAllModelParameters> transformer = context.MulticlassClassification.Trainers.LightGbm(MulticlassOptions(input, options, rowsPerLeaf)).Fit(input.View());
        TreeEnsembleBuilder builder = new(input.Columns.Length, input.Target.ClassCount) { SinglePrecision = true };
        string inner = "";
        int output = 0;
        foreach (object part in TreeConversion.SubModels(transformer.Model))
        {
            LightGbmBinaryModelParameters model = ((CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>)part).SubModel;
            TreeConversion.Add(builder, model.TrainedTreeEnsemble.Trees, output++);
            inner = TreeConversion.InnerOptions(model);
        }

        LinkFunction link = options.UseSoftmax ? LinkFunction.Softmax(singlePrecision: true) : LinkFunction.OneVsAll(Sigmoid, 0, singlePrecision: true);
        return new(builder.Build(), link, transformer, inner);
    }

    private static NativeTreeFit Regression(MLContext context, TrainingInput input, LightGbmOptions options, int rowsPerLeaf)
    {
        LightGbmRegressionTrainer.Options native = new();
        Set(native, input, options, rowsPerLeaf);
        var transformer = context.Regression.Trainers.LightGbm(native).Fit(input.View());
        TreeEnsembleBuilder builder = new(input.Columns.Length) { SinglePrecision = true };
        TreeConversion.Add(builder, transformer.Model.TrainedTreeEnsemble.Trees, output: 0);
        return new(builder.Build(), LinkFunction.Identity, transformer, TreeConversion.InnerOptions(transformer.Model));
    }

    private static void Set<TOptions, TOutput, TTransformer, TModel>(LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase native, TrainingInput input, LightGbmOptions options, int rowsPerLeaf)
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
        where TOptions : LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase, new()
    {
        native.LabelColumnName = TrainingView.Label;
        native.FeatureColumnName = TrainingView.Features;
        native.ExampleWeightColumnName = input.Weights is null ? null : TrainingView.Weight;
        native.NumberOfIterations = options.TreeCount;
        native.NumberOfLeaves = options.LeafCount;
        native.LearningRate = options.LearningRate;
        native.MinimumExampleCountPerLeaf = rowsPerLeaf;
        native.MaximumBinCountPerFeature = options.MaximumBinCount;
        native.UseCategoricalSplit = false;
        native.HandleMissingValue = true;
        native.NumberOfThreads = input.Threads;
        native.Seed = input.Seed;
        native.Deterministic = true;
        // Otherwise the layout of histograms is chosen by a timing, and with it the order of sums.
        native.ForceColumnWise = true;
        native.Booster = Booster(options);
    }

    private static BoosterParameterBase.OptionsBase Booster(LightGbmOptions options)
    {
        BoosterParameterBase.OptionsBase booster = options.Boosting switch
        {
            LightGbmBoosting.Dart => new DartBooster.Options(),
            LightGbmBoosting.Goss => new GossBooster.Options(),
            _ => new GradientBooster.Options(),
        };
        booster.MaximumTreeDepth = options.MaximumDepth;
        booster.MinimumSplitGain = options.MinimumSplitGain;
        booster.MinimumChildWeight = options.MinimumChildWeight;
        booster.L1Regularization = options.L1Regularization;
        booster.L2Regularization = options.L2Regularization;
        booster.SubsampleFraction = options.RowFraction;
        booster.SubsampleFrequency = options.RowFraction < 1 ? 1 : 0;
        booster.FeatureFraction = options.FeatureFraction;
        return booster;
    }
}
