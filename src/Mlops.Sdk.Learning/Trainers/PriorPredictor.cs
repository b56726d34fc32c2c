using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Says the same of every row.</summary>
internal sealed class PriorPredictor(string label, TaskKind task, IEnumerable<string> classes, PriorState state) : Predictor(label, task, classes, [])
{
    public const string KindName = "prior";

    private const string StateName = "state.json";

    public override string Kind => KindName;

    public override Report Report => new GeneralReport(
        new ReportBuilder($"Prior of {Label}").Table(
            [ReportColumn.Text(Task == TaskKind.Regression ? "Statistic" : "Class"), ReportColumn.Number("Value")],
            state.Values.Select((value, index) => (IReadOnlyList<ReportCell>)[Task == TaskKind.Regression ? "mean" : Classes[index], value])).Build(),
        kind: KindName);

    public static PriorPredictor Load(BundleReader reader)
    {
        PriorState state = reader.ReadJson(StateName, LearningJson.Default.PriorState);
        int needed = reader.Task == TaskKind.Regression ? 1 : reader.Classes.Length;
        if (state.Values.Count != needed) throw new InvalidDataException($"A prior of {needed} values was expected; there are {state.Values.Count}.");
        return new PriorPredictor(reader.Label, reader.Task, reader.Classes, state);
    }

    protected override void SaveCore(BundleWriter writer) => writer.WriteJson(StateName, state, LearningJson.Default.PriorState);

    protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken)
    {
        var values = new double[data.RowCount * state.Values.Count];
        for (int row = 0; row < data.RowCount; row++) state.Values.AsSpan().CopyTo(values.AsSpan(row * state.Values.Count));
        return Task == TaskKind.Regression ? Predictions.ForValues(Label, values) : Predictions.ForClasses(Label, Classes, values);
    }
}

/// <summary>The share of each class, or one mean.</summary>
internal sealed record PriorState
{
    public ValueList<double> Values { get; init; }
}
