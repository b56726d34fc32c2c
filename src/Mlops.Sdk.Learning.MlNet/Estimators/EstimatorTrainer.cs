using System.Globalization;
using Microsoft.ML;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A chain of ML.NET's own as a trainer. The chain is made anew for each fit, in a context of its own with the seed of the fit.</summary>
internal sealed class EstimatorTrainer(Func<MLContext, IEstimator<ITransformer>> chain, EstimatorOptions? options = null)
    : Trainer<EstimatorOptions>(options, OptionsJson.Default.EstimatorOptions)
{
    public override string Kind => "mlnet_estimator";

    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        foreach (Field feature in input.Features.Where(feature => feature.Name is TrainingView.Features or TrainingView.Label or TrainingView.Weight))
            problems.Add($"Feature '{feature.Name}' has the name of a column that ML.NET's chain is given besides. Rename it: data.Rename(\"{feature.Name}\", ...).");
        return base.PropagateCore(input, problems);
    }

    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        NoteMissing(train, context);
        TrainingInput input = TrainingInput.Read(train, label, context);
        int[] all = [.. Enumerable.Range(0, train.RowCount)];
        ITransformer transformer = FitRows(train, label, input, all);
        if (!transformer.IsRowToRowMapper)
            throw new MlopsException("MLO2211", "The chain leaves out or adds rows, so it cannot score one row by itself. Filter or sample the data before the fit: data.Filter(...).");
        EstimatorReader reader = new(label.Task, label.Classes);
        EstimatorState state = Link(train, label, input, transformer, reader, context);
        return new MlNetPredictor(label.Name, label.Task, label.Classes, train.Schema.Features, transformer, state with { Findings = context.Findings }, Options.Saved);
    }

    private ITransformer FitRows(Dataset train, LabelData label, TrainingInput input, int[] rows)
    {
        TrainingInput part = rows.Length == input.Rows ? input : input.Take(rows);
        EstimatorView view = new(part.Columns, rows.Length, part.Target, label.Classes, part.Weights, input.Cancellation);
        try
        {
            return MlNetSession.Run(input.Seed, native => (chain(native) ?? throw new InvalidOperationException("The function gave no chain.")).Fit(view), input.Cancellation);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or NotSupportedException)
        {
            string weight = train.Weight is null ? "" : ", Weight (Single)";
            throw new MlopsException("MLO2210",
                $"ML.NET refuses this chain: {error.Message} It is given every feature by its name (numbers, integers and flags as Single, texts and categories as String), Features (all numeric ones together), Label ({LabelType(label.Task)}){weight}.", error);
        }
    }

    private EstimatorState Link(Dataset train, LabelData label, TrainingInput input, ITransformer transformer, EstimatorReader reader, FitContext context)
    {
        EstimatorState state = new(EstimatorState.None, 1, 0, train.RowCount, []);
        EstimatorScores said = Score(transformer, reader, label, input, ConversionCheck.Sample(input.Rows));
        if (label.Task == TaskKind.Regression)
            return state;
        if (label.Task == TaskKind.Binary)
        {
            if (said.AreProbabilities)
                return state;
            double[] scores = Options.CalibrationFolds == 0
                ? Score(transformer, reader, label, input, [.. Enumerable.Range(0, input.Rows)]).Scores
                : OutOfFoldScores.Scores(input.Target.Values, Options.CalibrationFolds, context, (inside, outside) => Score(FitRows(train, label, input, inside), reader, label, input, outside).Scores);
            PlattScaling sigmoid = OutOfFoldScores.Sigmoid(scores, input.Target.Values, input.Weights);
            string basis = Options.CalibrationFolds == 0
                ? "the training rows themselves, so they are too sure; set CalibrationFolds to 3"
                : string.Create(CultureInfo.InvariantCulture, $"scores of training rows that the chain had not seen ({Options.CalibrationFolds} parts)");
            context.AddFinding(new Finding("EST001", Options.CalibrationFolds == 0 ? Severity.Warning : Severity.Info, null, $"The chain gives a score and no probability. Probabilities come from a sigmoid fitted on {basis}."));
            return state with { Link = EstimatorState.Sigmoid, Slope = sigmoid.Slope, Intercept = sigmoid.Intercept };
        }

        if (AddUp(said.Scores, label.Classes.Length))
            return state with { Link = EstimatorState.Shares };
        context.AddFinding(new Finding("EST002", Severity.Warning, null, "The chain's scores are no probabilities; their softmax is taken. Add .Calibrate() after it if probabilities matter.") { Remedy = ".Calibrate()" });
        return state with { Link = EstimatorState.Softmax };
    }

    private static EstimatorScores Score(ITransformer transformer, EstimatorReader reader, LabelData label, TrainingInput input, int[] rows) =>
        MlNetPredictor.ReadScores(transformer, reader, [.. input.Columns.Select(column => column.Take(rows))], rows.Length, label.Task, [.. label.Classes], input.Cancellation);

    private static bool AddUp(double[] scores, int classes)
    {
        for (int start = 0; start < scores.Length; start += classes)
        {
            ReadOnlySpan<double> row = scores.AsSpan(start, classes);
            double sum = 0;
            foreach (double value in row)
            {
                if (value is < -1e-6 or > 1 + 1e-6)
                    return false;
                sum += value;
            }

            if (Math.Abs(sum - 1) > 1e-3)
                return false;
        }

        return true;
    }

    private static void NoteMissing(Dataset train, FitContext context)
    {
        string[] columns = [.. train.Features.Where(column => column.IsNumeric && column.MissingCount > 0).Select(column => $"'{column.Name}'")];
        if (columns.Length > 0)
            context.AddFinding(new Finding("EST003", Severity.Info, null, $"Values are missing in {ErrorText.ShowSome(columns)}. Many trainers of ML.NET leave such rows out without a word, and give them no answer later: add ReplaceMissingValues to the chain, or .ImputeMissing() before it."));
    }

    private static string LabelType(TaskKind task) => task switch { TaskKind.Binary => "Boolean", TaskKind.Multiclass => "key of the classes", _ => "Single" };
}
