using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Logistic regression by stochastic dual coordinate ascent, multinomial for more than two classes: a pass needs little memory beyond the rows, so it suits many of them, where
/// <see cref="LogisticRegressionTrainer"/> is exact. Features are numbers, integers or flags without missing values; they are standardised while learning and the weights are given for the
/// features as they are. Runs on one thread: on several it would not give the same model twice. O(rows * columns * classes) a pass.
/// Source: Shalev-Shwartz and Zhang, Stochastic dual coordinate ascent methods for regularized loss minimization, 2013.
/// </summary>
public sealed class SdcaLogisticTrainer : Trainer<SdcaLogisticOptions>
{
    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Settings; the defaults if left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public SdcaLogisticTrainer(SdcaLogisticOptions? options = null)
        : base(options, OptionsJson.Default.SdcaLogisticOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "sdca_logistic";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        RequireNumericFeatures(input, problems);
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        LinearTraining.RequireClasses(label, "logistic regression");
        LinearTraining.RequireFinite(train);
        TrainingInput input = TrainingInput.Read(train, label, context);
        Standardizer standard = Standardizer.Of(input.Columns);
        NativeLinearFit fit = FitNative(input, standard, Options);
        return LinearTraining.Predictor(Kind, train, label, fit.Model, label.Task == TaskKind.Binary ? LinkFunction.Logit() : LinkFunction.Softmax(), standard, context);
    }

    internal static NativeLinearFit FitNative(TrainingInput input, Standardizer standard, SdcaLogisticOptions options) => MlNetSession.Run(
        input.Seed, native => input.Target.Kind == TargetKind.Binary ? Binary(native, input, standard, options) : Multinomial(native, input, standard, options), input.Cancellation);

    internal static SdcaLogisticRegressionBinaryTrainer.Options BinaryOptions(TrainingInput input, SdcaLogisticOptions options)
    {
        SdcaLogisticRegressionBinaryTrainer.Options native = new() { PositiveInstanceWeight = (float)options.PositiveWeight };
        Set(native, input, options);
        return native;
    }

    internal static SdcaMaximumEntropyMulticlassTrainer.Options MultinomialOptions(TrainingInput input, SdcaLogisticOptions options)
    {
        SdcaMaximumEntropyMulticlassTrainer.Options native = new();
        Set(native, input, options);
        return native;
    }

    private static NativeLinearFit Binary(MLContext context, TrainingInput input, Standardizer standard, SdcaLogisticOptions options)
    {
        var transformer = context.BinaryClassification.Trainers.SdcaLogisticRegression(BinaryOptions(input, options)).Fit(input.View(standard: standard));
        return new(LinearConversion.Of(transformer.Model.SubModel, standard), transformer);
    }

    private static NativeLinearFit Multinomial(MLContext context, TrainingInput input, Standardizer standard, SdcaLogisticOptions options)
    {
        var transformer = context.MulticlassClassification.Trainers.SdcaMaximumEntropy(MultinomialOptions(input, options)).Fit(input.View(standard: standard));
        return new(LinearConversion.Of(transformer.Model, standard), transformer);
    }

    private static void Set<TOptions, TTransformer, TModel>(SdcaTrainerBase<TOptions, TTransformer, TModel>.OptionsBase native, TrainingInput input, SdcaLogisticOptions options)
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
        where TOptions : SdcaTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
    {
        native.LabelColumnName = TrainingView.Label;
        native.FeatureColumnName = TrainingView.Features;
        native.ExampleWeightColumnName = input.Weights is null ? null : TrainingView.Weight;
        // ML.NET's L1 is the threshold of the weights, which is the penalty as a multiple of the other one.
        native.L1Regularization = (float)(options.L1Regularization / options.L2Regularization);
        native.L2Regularization = (float)options.L2Regularization;
        native.ConvergenceTolerance = (float)options.Tolerance;
        native.MaximumNumberOfIterations = options.MaximumIterations;
        native.BiasLearningRate = 0;
        native.NumberOfThreads = 1;
        native.Shuffle = true;
    }
}
