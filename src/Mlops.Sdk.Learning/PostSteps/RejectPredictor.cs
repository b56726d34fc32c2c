using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Abstains from rows that it is not sure enough of.</summary>
internal sealed class RejectPredictor(Predictor inner, RejectState state) : WrappedPredictor(inner)
{
    public const string KindName = "reject_option";

    private const string StateName = "state.json";

    public override string Kind => KindName;

    public override Report Report
    {
        get
        {
            string rule = state.Costs is { } costs
                ? $"a false '{Classes[1]}' costs {ReportNumber.Format(costs.FalsePositive)}, a missed one {ReportNumber.Format(costs.FalseNegative)}, abstaining {ReportNumber.Format(state.AbstainCost)}"
                : $"at least {ReportNumber.Percent(state.TargetAccuracy)} of the rows decided for a class are right";
            ReportBuilder report = new ReportBuilder($"Reject option of {Label}", rule).Section("Reject option").Facts(
                ("Calibration rows", state.Rows), ("Decided", ReportCell.Percent(state.Decided)), ("Accuracy of these", ReportCell.Percent(state.Accuracy)), ("Accuracy of all", ReportCell.Percent(state.AccuracyOfAll)));
            if (state.Least.Count > 0)
                report.Table([ReportColumn.Text("Class"), ReportColumn.Number("Decided from probability")], state.Least.Select((least, index) => (IReadOnlyList<ReportCell>)[Classes[index], least > 1 ? "never" : least]));
            if (state.CurveDecided.Count > 1)
                report.Chart(new LineChart("Accuracy of the surest rows", state.CurveDecided, state.CurveAccuracy) { XLabel = "Share of rows decided", YLabel = "Accuracy of these", References = [new ReferenceLine("decided", state.Decided, true)] });
            return new GeneralReport(report.Build(), Findings(), KindName);
        }
    }

    public static RejectPredictor Load(BundleReader reader, Predictor inner)
    {
        RejectState state = reader.ReadJson(StateName, LearningJson.Default.RejectState);
        bool valid = state.Costs is null ? state.Least.Count == inner.Classes.Length && state.Least.All(double.IsFinite) : inner.Task == TaskKind.Binary && state.Costs.AreValid && state.AbstainCost > 0;
        if (!valid || inner.Task == TaskKind.Regression || state.CurveDecided.Count != state.CurveAccuracy.Count) throw new InvalidDataException($"A reject option of '{inner.Label}' has a probability for each class, or costs of two.");
        return new RejectPredictor(inner, state);
    }

    /// <summary>The class of a row, and whether it is abstained from.</summary>
    public static int Decide(RejectState state, ReadOnlySpan<double> probabilities, int decision, out bool abstained)
    {
        if (state.Costs is not { } costs)
        {
            abstained = probabilities[decision] < state.Least[decision];
            return decision;
        }

        double positive = probabilities[0] * costs.FalsePositive, negative = probabilities[1] * costs.FalseNegative;
        abstained = Math.Min(positive, negative) > state.AbstainCost;
        return positive <= negative ? 1 : 0;
    }

    protected override void SaveCore(BundleWriter writer) => writer.WriteJson(StateName, state, LearningJson.Default.RejectState);

    protected override WrappedPredictor WithInner(Predictor inner) => new RejectPredictor(inner, state);

    protected override Predictions Adjust(Predictions predictions, Dataset data)
    {
        double[] probabilities = predictions.Probabilities.ToArray();
        var decisions = new int[predictions.RowCount];
        var abstained = new bool[predictions.RowCount];
        int classes = Classes.Length;
        for (int row = 0; row < decisions.Length; row++)
            decisions[row] = Decide(state, probabilities.AsSpan(row * classes, classes), predictions.Decisions[row], out abstained[row]);
        return Predictions.ForClasses(predictions.Label, predictions.Classes, probabilities, decisions).WithAnnotations(predictions.Annotations).WithAnnotations(new FlagColumn(PredictionAnnotations.Abstained, abstained));
    }

    private IEnumerable<Finding> Findings()
    {
        string[] never = [.. state.Least.Select((least, index) => (least, index)).Where(pair => pair.least > 1).Select(pair => $"'{Classes[pair.index]}'")];
        if (never.Length > 0)
            yield return new("REJECT001", Severity.Warning, Label, $"No probability is high enough for {string.Join(", ", never)} to be decided with an accuracy of {ReportNumber.Percent(state.TargetAccuracy)}, so all such rows are abstained from. Ask for less, or give more calibration rows ({state.Rows} now).") { Threshold = state.TargetAccuracy };
        if (state.Decided < 0.5) yield return new("REJECT002", Severity.Info, Label, $"{ReportNumber.Percent(1 - state.Decided)} of the calibration rows are abstained from. Look at the curve for what a lower target would decide.") { Value = 1 - state.Decided, Threshold = 0.5 };
    }
}
