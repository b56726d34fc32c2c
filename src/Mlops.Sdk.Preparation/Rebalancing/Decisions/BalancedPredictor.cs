using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Decides for the class with the largest product of probability and factor.</summary>
internal sealed class BalancedPredictor(Predictor inner, BalancedState state) : WrappedPredictor(inner)
{
    public const string KindName = "balance_decisions";

    private const string StateName = "state.json";

    private readonly double[] _factors = [.. state.Factors];

    public override string Kind => KindName;

    public override Report Report => new GeneralReport(
        new ReportBuilder($"Balanced decisions of {Label}").Section("Decisions")
            .Facts(("Mean F1", state.F1After), ("Mean F1 by the most probable class", state.F1Before), ("Calibration rows", state.Rows))
            .Table([ReportColumn.Text("Class"), ReportColumn.Number("Factor on its probability")], Classes.Select((name, index) => (IReadOnlyList<ReportCell>)[name, _factors[index]]))
            .Build(),
        [], KindName);

    public static BalancedPredictor Load(BundleReader reader, Predictor inner)
    {
        BalancedState state = reader.ReadJson(StateName, PreparationJson.Default.BalancedState);
        if (inner.Task == TaskKind.Regression || state.Factors.Count != inner.Classes.Length || !state.Factors.All(factor => factor > 0 && double.IsFinite(factor)))
            throw new InvalidDataException($"Balanced decisions of '{inner.Label}' have a factor above 0 for each of its {inner.Classes.Length} classes.");
        return new BalancedPredictor(inner, state);
    }

    protected override void SaveCore(BundleWriter writer) => writer.WriteJson(StateName, state, PreparationJson.Default.BalancedState);

    protected override WrappedPredictor WithInner(Predictor inner) => new BalancedPredictor(inner, state);

    protected override Predictions Adjust(Predictions predictions, Dataset data)
    {
        double[] probabilities = predictions.Probabilities.ToArray();
        var decisions = new int[predictions.RowCount];
        for (int row = 0; row < decisions.Length; row++) decisions[row] = DecisionWeights.Decide(probabilities.AsSpan(row * _factors.Length, _factors.Length), _factors);
        return Predictions.ForClasses(predictions.Label, predictions.Classes, probabilities, decisions).WithAnnotations(predictions.Annotations);
    }
}
