using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Adds sets of classes or intervals to predictions.</summary>
internal sealed class ConformalPredictor(Predictor inner, ConformalState state, ResidualModels? models) : WrappedPredictor(inner)
{
    public const string KindName = "conformal";

    private const string StateName = "state.json";

    public override string Kind => KindName;

    public override Report Report
    {
        get
        {
            bool numbers = Task == TaskKind.Regression;
            ReportBuilder report = new ReportBuilder($"Conformal {(numbers ? "intervals" : "sets")} of {Label}").Section("Conformal prediction").Facts(
                ("Method", state.Method.ToString()), ("Coverage asked", ReportCell.Percent(state.Coverage)), ("Calibration rows", state.Rows), (numbers ? "Mean width" : "Mean classes in a set", state.MeanSize));
            report.Table(
                [ReportColumn.Text(state.ByClass ? "Class" : "Rows"), ReportColumn.Number("Bound on the score")],
                state.Bounds.Select((bound, index) => (IReadOnlyList<ReportCell>)[state.ByClass ? Classes[index] : "all", bound == ConformalState.Unbounded ? "none: too few rows" : bound]));
            return new GeneralReport(report.Build(), Findings(), KindName);
        }
    }

    public static ConformalPredictor Load(BundleReader reader, Predictor inner)
    {
        ConformalState state = reader.ReadJson(StateName, LearningJson.Default.ConformalState);
        bool numbers = ConformalScores.AreOfNumbers(state.Method);
        int bounds = state.ByClass ? inner.Classes.Length : 1;
        if (numbers != (inner.Task == TaskKind.Regression) || state.Method == ConformalMethod.Auto || state.Bounds.Count != bounds || !state.Bounds.All(double.IsFinite))
            throw new InvalidDataException($"Conformal prediction of '{inner.Label}' has {bounds} finite bound(s) and a method for {inner.Task}.");
        int count = state.Method switch { ConformalMethod.NormalizedResidual => 1, ConformalMethod.QuantileRegression => 2, _ => 0 };
        return new ConformalPredictor(inner, state, count == 0 ? null : ResidualModels.Load(reader, inner, [.. state.Features], count));
    }

    /// <summary>Which classes are in the set of a row.</summary>
    public static bool[] Set(ConformalState state, ReadOnlySpan<double> probabilities, double uniform)
    {
        var set = new bool[probabilities.Length];
        for (int index = 0; index < set.Length; index++)
            set[index] = ConformalScores.Of(state.Method, probabilities, index, uniform) <= state.Bounds[state.ByClass ? index : 0];
        if (!state.AllowEmptySets && !set.Contains(true)) set[ConformalScores.MostProbable(probabilities)] = true;
        return set;
    }

    /// <summary>How far below and above each prediction the interval goes, as numbers to add.</summary>
    public static (double[] Lower, double[] Upper) Reach(ConformalState state, ResidualModels? models, Dataset data, double[] predicted, CancellationToken cancellationToken)
    {
        double bound = state.Bounds[0];
        if (bound == ConformalState.Unbounded)
            return ([.. predicted.Select(_ => double.NegativeInfinity)], [.. predicted.Select(_ => double.PositiveInfinity)]);
        if (models is null) return ([.. predicted.Select(_ => -bound)], [.. predicted.Select(_ => bound)]);
        if (state.Method == ConformalMethod.NormalizedResidual)
        {
            double[] sizes = models.Score(0, data, predicted, cancellationToken);
            double[] upper = Array.ConvertAll(sizes, size => Math.Max(size, state.Floor) * bound);
            return (Array.ConvertAll(upper, reach => -reach), upper);
        }

        double[] low = models.Score(0, data, predicted, cancellationToken), high = models.Score(1, data, predicted, cancellationToken);
        for (int row = 0; row < low.Length; row++)
        {
            // Quantiles that are learnt one by one can cross, and a bound below 0 can turn an interval round.
            (double from, double to) = (Math.Min(low[row], high[row]) - bound, Math.Max(low[row], high[row]) + bound);
            (low[row], high[row]) = from <= to ? (from, to) : ((from + to) / 2, (from + to) / 2);
        }

        return (low, high);
    }

    protected override void SaveCore(BundleWriter writer)
    {
        writer.WriteJson(StateName, state, LearningJson.Default.ConformalState);
        models?.Save(writer);
    }

    protected override WrappedPredictor WithInner(Predictor inner) => new ConformalPredictor(inner, state, models);

    protected override Predictions Adjust(Predictions predictions, Dataset data) =>
        predictions.WithAnnotations(predictions.Task == TaskKind.Regression ? Intervals(predictions, data) : Sets(predictions, data));

    private IEnumerable<Column> Intervals(Predictions predictions, Dataset data)
    {
        double[] predicted = predictions.Values.ToArray();
        (double[] lower, double[] upper) = Reach(state, models, data, predicted, CancellationToken.None);
        for (int row = 0; row < predicted.Length; row++)
        {
            lower[row] += predicted[row];
            upper[row] += predicted[row];
        }

        return [new NumberColumn(PredictionAnnotations.Lower(Label), lower), new NumberColumn(PredictionAnnotations.Upper(Label), upper)];
    }

    private IEnumerable<Column> Sets(Predictions predictions, Dataset data)
    {
        int classes = Classes.Length;
        double[] uniform = state.Method == ConformalMethod.AdaptiveSets ? RowContent.Uniform(data, Inputs) : [];
        var members = new bool[classes][];
        for (int index = 0; index < classes; index++) members[index] = new bool[predictions.RowCount];
        for (int row = 0; row < predictions.RowCount; row++)
        {
            bool[] set = Set(state, predictions.Probabilities.Slice(row * classes, classes), uniform.Length == 0 ? 0 : uniform[row]);
            for (int index = 0; index < classes; index++) members[index][row] = set[index];
        }

        return members.Select((flags, index) => new FlagColumn(PredictionAnnotations.InSet(Classes[index]), flags));
    }

    private IEnumerable<Finding> Findings()
    {
        int least = ConformalQuantile.LeastCount(state.Coverage);
        if (state.Bounds.Contains(ConformalState.Unbounded))
            yield return new("CONF001", Severity.Warning, Label, $"There are too few calibration rows ({(state.ByClass ? "of a class, " : "")}{state.Rows} in all) for a coverage of {ReportNumber.Percent(state.Coverage)}, which takes {least}: the bound is left open and everything is in. Give more rows, Pipeline.WithCalibrationFolds, or ask for less.") { Value = state.Rows, Threshold = least };
        if (state.WeightsIgnored) yield return new("CONF002", Severity.Info, Label, "The calibration rows have weights, which conformal prediction does not use: the coverage holds over rows, not over their weight.");
    }
}
