using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Least-squares regression by stochastic dual coordinate ascent. Features are numbers, integers or flags without missing values; features and label are standardised while learning and the
/// weights are given for them as they are. Runs on one thread: on several it would not give the same model twice.
/// </summary>
public sealed class LinearRegressionTrainer : Trainer<LinearRegressionOptions>
{
    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Settings; the defaults if left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public LinearRegressionTrainer(LinearRegressionOptions? options = null)
        : base(options, OptionsJson.Default.LinearRegressionOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "linear_regression";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        RequireNumericFeatures(input, problems);
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        LinearTraining.RequireNumbers(label, "linear regression");
        LinearTraining.RequireFinite(train);
        TrainingInput input = TrainingInput.Read(train, label, context);
        Standardizer standard = Standardizer.Of(input.Columns);
        (double mean, double deviation) = Standardizer.MeanAndDeviation(label.Values.Span);
        TrainingInput scaled = input with { Target = input.Target with { Values = Array.ConvertAll(label.Values.ToArray(), value => (float)((value - mean) / deviation)) } };
        NativeLinearFit fit = FitNative(scaled, standard, Options);
        LinearModel model = new([.. fit.Model.Weights.Select(weight => weight * deviation)], [mean + (fit.Model.Bias[0] * deviation)]);
        return LinearTraining.Predictor(Kind, train, label, model, LinkFunction.Identity, standard, context);
    }

    internal static NativeLinearFit FitNative(TrainingInput input, Standardizer standard, LinearRegressionOptions options) => MlNetSession.Run(
        input.Seed,
        context =>
        {
            RegressionPredictionTransformer<LinearRegressionModelParameters> transformer = context.Regression.Trainers.Sdca(NativeOptions(input, options)).Fit(input.View(standard: standard));
            return new NativeLinearFit(LinearConversion.Of(transformer.Model, standard), transformer);
        },
        input.Cancellation);

    internal static SdcaRegressionTrainer.Options NativeOptions(TrainingInput input, LinearRegressionOptions options) => new()
    {
        LabelColumnName = TrainingView.Label,
        FeatureColumnName = TrainingView.Features,
        ExampleWeightColumnName = input.Weights is null ? null : TrainingView.Weight,
        // ML.NET's L1 is the threshold of the weights, which is the penalty as a multiple of the other one.
        L1Regularization = (float)(options.L1Regularization / options.L2Regularization),
        L2Regularization = (float)options.L2Regularization,
        ConvergenceTolerance = (float)options.Tolerance,
        MaximumNumberOfIterations = options.MaximumIterations,
        BiasLearningRate = 0,
        NumberOfThreads = 1,
        Shuffle = true,
    };
}
