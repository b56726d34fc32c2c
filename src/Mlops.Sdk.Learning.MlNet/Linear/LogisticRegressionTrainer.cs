using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Logistic regression by L-BFGS, multinomial for more than two classes. Features are numbers, integers or flags without missing values; they are standardised while learning and the weights
/// are given for the features as they are. Runs on one thread, so that sums have one order.
/// </summary>
public sealed class LogisticRegressionTrainer : Trainer<LogisticRegressionOptions>
{
    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Settings; the defaults if left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public LogisticRegressionTrainer(LogisticRegressionOptions? options = null)
        : base(options, OptionsJson.Default.LogisticRegressionOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "logistic_regression";

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

    internal static NativeLinearFit FitNative(TrainingInput input, Standardizer standard, LogisticRegressionOptions options) => MlNetSession.Run(
        input.Seed, native => input.Target.Kind == TargetKind.Binary ? Binary(native, input, standard, options) : Multinomial(native, input, standard, options), input.Cancellation);

    internal static LbfgsLogisticRegressionBinaryTrainer.Options BinaryOptions(TrainingInput input, LogisticRegressionOptions options)
    {
        LbfgsLogisticRegressionBinaryTrainer.Options native = new();
        Set(native, input, options);
        return native;
    }

    internal static LbfgsMaximumEntropyMulticlassTrainer.Options MultinomialOptions(TrainingInput input, LogisticRegressionOptions options)
    {
        LbfgsMaximumEntropyMulticlassTrainer.Options native = new();
        Set(native, input, options);
        return native;
    }

    private static NativeLinearFit Binary(MLContext context, TrainingInput input, Standardizer standard, LogisticRegressionOptions options)
    {
        var transformer = context.BinaryClassification.Trainers.LbfgsLogisticRegression(BinaryOptions(input, options)).Fit(input.View(standard: standard));
        return new(LinearConversion.Of(transformer.Model.SubModel, standard), transformer);
    }

    private static NativeLinearFit Multinomial(MLContext context, TrainingInput input, Standardizer standard, LogisticRegressionOptions options)
    {
        var transformer = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(MultinomialOptions(input, options)).Fit(input.View(standard: standard));
        return new(LinearConversion.Of(transformer.Model, standard), transformer);
    }

    private static void Set<TOptions, TTransformer, TModel>(LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase native, TrainingInput input, LogisticRegressionOptions options)
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
        where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
    {
        native.LabelColumnName = TrainingView.Label;
        native.FeatureColumnName = TrainingView.Features;
        native.ExampleWeightColumnName = input.Weights is null ? null : TrainingView.Weight;
        native.L1Regularization = (float)options.L1Regularization;
        native.L2Regularization = (float)options.L2Regularization;
        native.OptimizationTolerance = (float)options.Tolerance;
        native.MaximumNumberOfIterations = options.MaximumIterations;
        native.HistorySize = options.HistorySize;
        native.NumberOfThreads = 1;
    }
}
