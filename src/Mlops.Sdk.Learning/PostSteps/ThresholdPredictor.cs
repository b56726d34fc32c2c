using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Decides for the positive class from a probability on.</summary>
internal sealed class ThresholdPredictor(Predictor inner, ThresholdState state) : WrappedPredictor(inner)
{
    public const string KindName = "tune_threshold";

    private const string StateName = "state.json";

    public override string Kind => KindName;

    public double Threshold => state.Threshold;

    public override Report Report
    {
        get
        {
            string judged = state.Rate?.ToString() switch { nameof(ThresholdRate.PositiveRate) => "Share taken for it", { } rate => rate, _ => state.Costs is null ? Metric.Find(state.Metric!).Title : "Mean cost" };
            ReportBuilder report = new ReportBuilder($"Decision threshold of {Label}").Section("Threshold").Facts(
                ("Taken for " + Classes[^1] + " from", state.Threshold), (judged, state.Value), (judged + " at 0.5", state.ValueAtHalf), ("Calibration rows", state.Rows));
            if (state.CurveThresholds.Count > 1)
                report.Chart(new LineChart($"{judged} by threshold", state.CurveThresholds, state.CurveValues) { XLabel = "Threshold", YLabel = judged, References = [new ReferenceLine("chosen", state.Threshold, true)] });
            if (state.Target is { } target) report.Facts(("Asked", target));
            Finding[] findings = state is { Rate: ThresholdRate.Precision, Target: { } asked } && state.Value < asked
                ? [new Finding("THRESH001", Severity.Warning, Label, $"No threshold reaches a precision of {ReportNumber.Format(asked)} on the {state.Rows} calibration rows; the one with the highest, {ReportNumber.Format(state.Value)}, is taken. Ask for less, or improve the model.") { Value = state.Value, Threshold = asked }]
                : [];
            return new GeneralReport(report.Build(), findings, KindName);
        }
    }

    public static ThresholdPredictor Load(BundleReader reader, Predictor inner)
    {
        ThresholdState state = reader.ReadJson(StateName, LearningJson.Default.ThresholdState);
        if (inner.Task != TaskKind.Binary || !double.IsFinite(state.Threshold) || state.CurveThresholds.Count != state.CurveValues.Count) throw new InvalidDataException("A decision threshold is a finite number for two classes.");
        if (state.Rate is { } rate && !(Enum.IsDefined(rate) && state.Target is > 0 and <= 1)) throw new InvalidDataException("A decision threshold by a rate has a target above 0.");
        if (state.Costs is null && state.Rate is null) Metric.Find(state.Metric ?? throw new InvalidDataException("A decision threshold names its metric or its costs."));
        return new ThresholdPredictor(inner, state);
    }

    protected override void SaveCore(BundleWriter writer) => writer.WriteJson(StateName, state, LearningJson.Default.ThresholdState);

    protected override WrappedPredictor WithInner(Predictor inner) => new ThresholdPredictor(inner, state);

    protected override Predictions Adjust(Predictions predictions, Dataset data)
    {
        double[] probabilities = predictions.Probabilities.ToArray();
        var decisions = new int[predictions.RowCount];
        for (int row = 0; row < decisions.Length; row++) decisions[row] = probabilities[row * 2 + 1] >= state.Threshold ? 1 : 0;
        return Predictions.ForClasses(predictions.Label, predictions.Classes, probabilities, decisions).WithAnnotations(predictions.Annotations);
    }
}
