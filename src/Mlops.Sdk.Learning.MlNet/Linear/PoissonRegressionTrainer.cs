using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Regression of counts and other numbers of 0 or more by L-BFGS: the logarithm of the expected number is linear in the features (Poisson's loss). Features are numbers, integers or flags
/// without missing values; they are standardised while learning and the weights are given for the features as they are. Runs on one thread, so that sums have one order.
/// O(rows * columns) an iteration.
/// </summary>
public sealed class PoissonRegressionTrainer : Trainer<PoissonRegressionOptions>
{
    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Settings; the defaults if left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public PoissonRegressionTrainer(PoissonRegressionOptions? options = null)
        : base(options, OptionsJson.Default.PoissonRegressionOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "poisson_regression";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        RequireNumericFeatures(input, problems);
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        LinearTraining.RequireNumbers(label, "Poisson regression");
        RequireCounts(label);
        LinearTraining.RequireFinite(train);
        TrainingInput input = TrainingInput.Read(train, label, context);
        Standardizer standard = Standardizer.Of(input.Columns);
        // Steps are measured on labels of mean 1: the search begins at exp(0) and would leap past large ones.
        double mean = label.Values.ToArray().Average();
        TrainingInput scaled = input with { Target = input.Target with { Values = Array.ConvertAll(label.Values.ToArray(), value => (float)(value / mean)) } };
        NativeLinearFit fit = FitNative(scaled, standard, Options, mean);
        return LinearTraining.Predictor(Kind, train, label, fit.Model, LinkFunction.Exponential, standard, context);
    }

    internal static NativeLinearFit FitNative(TrainingInput input, Standardizer standard, PoissonRegressionOptions options, double mean) => MlNetSession.Run(
        input.Seed,
        context =>
        {
            RegressionPredictionTransformer<PoissonRegressionModelParameters> transformer = context.Regression.Trainers.LbfgsPoissonRegression(NativeOptions(input, options, mean)).Fit(input.View(standard: standard));
            PoissonRegressionModelParameters model = transformer.Model;
            return new NativeLinearFit(standard.Unfold([.. model.Weights.Select(weight => (double)weight)], [model.Bias + Math.Log(mean)]), transformer);
        },
        input.Cancellation);

    internal static LbfgsPoissonRegressionTrainer.Options NativeOptions(TrainingInput input, PoissonRegressionOptions options, double mean) => new()
    {
        LabelColumnName = TrainingView.Label,
        FeatureColumnName = TrainingView.Features,
        ExampleWeightColumnName = input.Weights is null ? null : TrainingView.Weight,
        // The loss of labels divided by their mean is the mean's share of the loss.
        L1Regularization = (float)(options.L1Regularization / mean),
        L2Regularization = (float)(options.L2Regularization / mean),
        OptimizationTolerance = (float)options.Tolerance,
        MaximumNumberOfIterations = options.MaximumIterations,
        HistorySize = options.HistorySize,
        NumberOfThreads = 1,
    };

    private static void RequireCounts(LabelData label)
    {
        ReadOnlySpan<double> values = label.Values.Span;
        int bad = values.IndexOfAnyInRange(double.NegativeInfinity, -double.Epsilon);
        if (bad >= 0)
            throw new MlopsException("MLO2206", string.Create(CultureInfo.InvariantCulture, $"Label '{label.Name}' is {values[bad]} in row {bad}, and Poisson regression learns from numbers of 0 or more. Use LinearRegressionTrainer, or leave such rows out."));
        if (!values.ContainsAnyExcept(0.0))
            throw new MlopsException("MLO2206", $"Label '{label.Name}' is 0 in all {values.Length} rows; no count can be learnt. Check the filter or the split that made this data.");
    }
}
