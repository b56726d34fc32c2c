using Microsoft.ML;
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
        if (label.Task != TaskKind.Regression)
            throw new MlopsException("MLO2205", $"Label '{label.Name}' has classes ({ErrorText.ShowSome(label.Classes)}), and linear regression predicts numbers. Use LogisticRegressionTrainer.");
        LinearTraining.RequireFinite(train);
        TrainingInput input = TrainingInput.Read(train, label, context);
        Standardizer standard = Standardizer.Of(input.Columns);
        (double mean, double deviation) = Standardizer.MeanAndDeviation(label.Values.Span);
        TrainingInput scaled = input with { Target = input.Target with { Values = Array.ConvertAll(label.Values.ToArray(), value => (float)((value - mean) / deviation)) } };
        LinearRegressionModelParameters native = MlNetSession.Run(input.Seed, ml => FitNative(ml, scaled, standard), input.Cancellation);
        LinearModel model = standard.Unfold([.. native.Weights.Select(weight => weight * deviation)], [mean + (native.Bias * deviation)]);
        return LinearTraining.Predictor(Kind, train, label, model, LinkFunction.Identity, standard, context);
    }

    private LinearRegressionModelParameters FitNative(MLContext context, TrainingInput input, Standardizer standard) =>
        context.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            LabelColumnName = TrainingView.Label,
            FeatureColumnName = TrainingView.Features,
            ExampleWeightColumnName = input.Weights is null ? null : TrainingView.Weight,
            L1Regularization = (float)Options.L1Regularization,
            L2Regularization = (float)Options.L2Regularization,
            ConvergenceTolerance = (float)Options.Tolerance,
            MaximumNumberOfIterations = Options.MaximumIterations,
            BiasLearningRate = 0,
            NumberOfThreads = 1,
            Shuffle = true,
        }).Fit(input.View(standard: standard)).Model;
}
