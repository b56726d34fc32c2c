using System.Globalization;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>
/// A random forest by ML.NET's FastForest: numbers, two classes, and several classes as one forest each against the rest. ML.NET gives a forest of classes no probabilities; here a sigmoid
/// (Platt) is fitted on scores of rows that the forest has not seen. Features are numbers, integers or flags; a missing value is learnt as one below the smallest of its column.
/// </summary>
public sealed class FastForestTrainer : Trainer<FastForestOptions>
{
    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Settings; the defaults if left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public FastForestTrainer(FastForestOptions? options = null)
        : base(options, OptionsJson.Default.FastForestOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "fast_forest";

    /// <summary>What is to be taken for the answer of the probe; for tests.</summary>
    internal MlNetAvailability? Availability { get; init; }

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        RequireNumericFeatures(input, problems);
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        MlNetAvailability available = Availability ?? MlNetTrainers.Probe();
        if (!available.FastTree)
        {
            ForestOptions managed = new() { TreeCount = Options.TreeCount, MinimumRowsPerLeaf = Options.MinimumRowsPerLeaf ?? FastTreeNative.UsualRowsPerLeaf(train.RowCount), MaximumBinCount = Math.Min(255, Options.MaximumBinCount) };
            return StandIn.Fit(new ForestTrainer(managed), "FastForest", available.FastTreeProblem!, "with as many trees", train, context);
        }

        TrainingInput input = TrainingInput.Read(train, label, context);
        float[]? missing = MissingStandIns.Of(input.Columns);
        if (label.Task == TaskKind.Regression)
        {
            NativeTreeFit forest = FastForestNative.Fit(input, Options, missing);
            if (TreeTraining.IsConstant(forest.Model))
                return TreeTraining.PriorPredictor(Kind, train, label, input.Weights, context);
            TreeTraining.Checked(forest, input, missing);
            return TreeTraining.Predictor(Kind, train, label, forest.Model, forest.Link, context);
        }

        NoteCalibration(context);
        if (label.Task == TaskKind.Binary)
        {
            (TreeEnsemble model, PlattScaling sigmoid) = FitCalibrated(input, missing, context);
            return TreeTraining.Predictor(Kind, train, label, model, LinkFunction.Logit(sigmoid.Slope, sigmoid.Intercept), context);
        }

        return FitOneVersusRest(train, label, input, missing, context);
    }

    private TreePredictor FitOneVersusRest(Dataset train, LabelData label, TrainingInput input, float[]? missing, FitContext context)
    {
        TreeEnsembleBuilder builder = new(input.Columns.Length, label.Classes.Length);
        for (int code = 0; code < label.Classes.Length; code++)
        {
            // Each class has a sigmoid of its own, so slope and offset go into its trees and the link is the plain one.
            (TreeEnsemble model, PlattScaling sigmoid) = FitCalibrated(input with { Target = input.Target.OneVersusRest(code) }, missing, context);
            builder.WithBias(sigmoid.Intercept, code);
            foreach (DecisionTree tree in model.Trees)
                builder.Add(new DecisionTree(tree.Nodes, sigmoid.Slope * tree.Weight, code));
            context.ReportProgress((code + 1.0) / label.Classes.Length, $"class {label.Classes[code]}");
        }

        return TreeTraining.Predictor(Kind, train, label, builder.Build(), LinkFunction.OneVsAll(), context);
    }

    private (TreeEnsemble Model, PlattScaling Sigmoid) FitCalibrated(TrainingInput input, float[]? missing, FitContext context)
    {
        NativeTreeFit fit = TreeTraining.Checked(FastForestNative.Fit(input, Options, missing), input, missing);
        double[] scores = Options.CalibrationFolds == 0
            ? Score(fit.Model, input.Columns, context)
            : OutOfFoldScores.Scores(input.Target.Values, Options.CalibrationFolds, context, (inside, outside) =>
                Score(FastForestNative.Fit(input.Take(inside), Options, missing).Model, [.. input.Columns.Select(column => column.Take(outside))], context));
        return (fit.Model, OutOfFoldScores.Sigmoid(scores, input.Target.Values, input.Weights));
    }

    private static double[] Score(TreeEnsemble model, Column[] columns, FitContext context)
    {
        List<ReadOnlyMemory<float>> values = [];
        foreach (Column column in columns)
        {
            float[] single = new float[column.Length];
            column.CopyNumbers(0, single);
            values.Add(single);
        }

        double[] scores = new double[columns[0].Length];
        new FlatTreeScorer(model).Score(values, scores.AsMemory(), context.MaxThreads, context.CancellationToken);
        return scores;
    }

    private void NoteCalibration(FitContext context)
    {
        string basis = Options.CalibrationFolds == 0
            ? "the training rows themselves, so they are too sure; set CalibrationFolds to 3"
            : string.Create(CultureInfo.InvariantCulture, $"scores of training rows that the forest had not seen ({Options.CalibrationFolds} parts)");
        context.AddFinding(new Finding("FOREST001", Options.CalibrationFolds == 0 ? Severity.Warning : Severity.Info, null, $"Probabilities come from a sigmoid fitted on {basis}."));
    }
}
