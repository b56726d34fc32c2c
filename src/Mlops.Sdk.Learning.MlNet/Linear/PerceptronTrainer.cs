using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>
/// A linear classifier by the averaged perceptron, and for several classes one each against the rest. Its scores are no probabilities; a sigmoid (Platt) is fitted on scores of rows that the
/// perceptron has not seen. Features are numbers, integers or flags without missing values; they are standardised while learning and the weights are given for the features as they are.
/// Weights of rows count for the sigmoid alone. Runs on one thread. O(rows * columns * classes) a pass.
/// Source: Freund and Schapire, Large margin classification using the perceptron algorithm, 1999.
/// </summary>
public sealed class PerceptronTrainer : Trainer<PerceptronOptions>
{
    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Settings; the defaults if left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public PerceptronTrainer(PerceptronOptions? options = null)
        : base(options, OptionsJson.Default.PerceptronOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "averaged_perceptron";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        RequireNumericFeatures(input, problems);
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        LinearTraining.RequireClasses(label, "a perceptron");
        LinearTraining.RequireFinite(train);
        TrainingInput input = TrainingInput.Read(train, label, context);
        Standardizer standard = Standardizer.Of(input.Columns);
        if (input.Weights is not null)
            context.AddFinding(new Finding("PERC001", Severity.Warning, train.Weight!.Name, $"The perceptron itself does not use weights; '{train.Weight.Name}' counts for the sigmoid that makes probabilities alone. Use another trainer, such as LogisticRegressionTrainer, if weights matter."));
        int outputs = label.Task == TaskKind.Binary ? 1 : label.Classes.Length;
        List<double> weights = [];
        List<double> biases = [];
        for (int output = 0; output < outputs; output++)
        {
            TrainingInput one = outputs == 1 ? input : input with { Target = input.Target.OneVersusRest(output) };
            LinearModel model = FitNative(one, standard, Options).Model;
            PlattScaling sigmoid = Sigmoid(one, model, standard, context);
            weights.AddRange(model.Weights.Select(weight => sigmoid.Slope * weight));
            biases.Add((sigmoid.Slope * model.Bias[0]) + sigmoid.Intercept);
            context.ReportProgress((output + 1.0) / outputs, $"class {label.Classes[outputs == 1 ? 1 : output]}");
        }

        return LinearTraining.Predictor(Kind, train, label, new LinearModel([.. weights], [.. biases]), outputs == 1 ? LinkFunction.Logit() : LinkFunction.OneVsAll(), standard, context);
    }

    internal static NativeLinearFit FitNative(TrainingInput input, Standardizer standard, PerceptronOptions options) => MlNetSession.Run(
        input.Seed,
        context =>
        {
            BinaryPredictionTransformer<LinearBinaryModelParameters> transformer = context.BinaryClassification.Trainers.AveragedPerceptron(NativeOptions(options)).Fit(input.View(standard: standard));
            return new NativeLinearFit(LinearConversion.Of(transformer.Model, standard), transformer);
        },
        input.Cancellation);

    internal static AveragedPerceptronTrainer.Options NativeOptions(PerceptronOptions options) => new()
    {
        LabelColumnName = TrainingView.Label,
        FeatureColumnName = TrainingView.Features,
        NumberOfIterations = options.Iterations,
        LearningRate = (float)options.LearningRate,
        DecreaseLearningRate = options.DecreaseLearningRate,
        L2Regularization = (float)options.L2Regularization,
        Shuffle = true,
    };

    private PlattScaling Sigmoid(TrainingInput input, LinearModel model, Standardizer standard, FitContext context)
    {
        double[] scores = Options.CalibrationFolds == 0
            ? Score(model, input.Columns)
            : OutOfFoldScores.Scores(input.Target.Values, Options.CalibrationFolds, context, (inside, outside) =>
                Score(FitNative(input.Take(inside), standard, Options).Model, [.. input.Columns.Select(column => column.Take(outside))]));
        return OutOfFoldScores.Sigmoid(scores, input.Target.Values, input.Weights);
    }

    private static double[] Score(LinearModel model, Column[] columns)
    {
        double[] scores = new double[columns[0].Length];
        Array.Fill(scores, model.Bias[0]);
        for (int feature = 0; feature < columns.Length; feature++)
            TensorPrimitives.MultiplyAdd(columns[feature].ToNumbers().Span, model.Weights[feature], scores, scores);
        return scores;
    }
}
