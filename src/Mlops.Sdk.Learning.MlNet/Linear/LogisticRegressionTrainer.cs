using Microsoft.ML;
using Microsoft.ML.Calibrators;
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
        if (label.Task == TaskKind.Regression)
            throw new MlopsException("MLO2204", $"Label '{label.Name}' is a number, and logistic regression predicts classes. Use LinearRegressionTrainer, or make the label a category.");
        LinearTraining.RequireFinite(train);
        TrainingInput input = TrainingInput.Read(train, label, context);
        Standardizer standard = Standardizer.Of(input.Columns);
        LinearModel model = MlNetSession.Run(input.Seed, native => label.Task == TaskKind.Binary ? Binary(native, input, standard) : Multinomial(native, input, standard), input.Cancellation);
        LinkFunction link = label.Task == TaskKind.Binary ? LinkFunction.Logit() : LinkFunction.Softmax();
        return LinearTraining.Predictor(Kind, train, label, model, link, standard, context);
    }

    private LinearModel Binary(MLContext context, TrainingInput input, Standardizer standard)
    {
        LbfgsLogisticRegressionBinaryTrainer.Options native = new();
        Set(native, input);
        CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> model =
            context.BinaryClassification.Trainers.LbfgsLogisticRegression(native).Fit(input.View(standard: standard)).Model;
        return standard.Unfold([.. model.SubModel.Weights.Select(weight => (double)weight)], [model.SubModel.Bias]);
    }

    private LinearModel Multinomial(MLContext context, TrainingInput input, Standardizer standard)
    {
        LbfgsMaximumEntropyMulticlassTrainer.Options native = new();
        Set(native, input);
        MaximumEntropyModelParameters model = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(native).Fit(input.View(standard: standard)).Model;
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out int classes);
        double[] all = [.. weights.Take(classes).SelectMany(own => own.DenseValues()).Select(weight => (double)weight)];
        return standard.Unfold(all, [.. model.GetBiases().Select(bias => (double)bias)]);
    }

    private void Set<TOptions, TTransformer, TModel>(LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase native, TrainingInput input)
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
        where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
    {
        native.LabelColumnName = TrainingView.Label;
        native.FeatureColumnName = TrainingView.Features;
        native.ExampleWeightColumnName = input.Weights is null ? null : TrainingView.Weight;
        native.L1Regularization = (float)Options.L1Regularization;
        native.L2Regularization = (float)Options.L2Regularization;
        native.OptimizationTolerance = (float)Options.Tolerance;
        native.MaximumNumberOfIterations = Options.MaximumIterations;
        native.HistorySize = Options.HistorySize;
        native.NumberOfThreads = 1;
    }
}
