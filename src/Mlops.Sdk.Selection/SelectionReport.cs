using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What each feature tells of the label, and why it was kept or dropped.</summary>
public sealed class SelectionReport : Report
{
    private readonly SelectionState _state;

    internal SelectionReport(SelectionState state)
        : base("Feature selection", FindingsOf(state)) => _state = state;

    /// <inheritdoc/>
    public override string Kind => "selection";

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        double most = Math.Max(1e-12, _state.Ranking.Max(score => score.Score) ?? 0);
        FeatureScore[] best = [.. _state.Ranking.Where(score => score.Score is not null).Take(20)];
        return new ReportBuilder(Title, $"by what they tell of '{_state.Label}'")
            .Section("Summary")
            .Facts(("Rows", _state.Rows), ("Features judged", _state.Ranking.Length), ("Kept", _state.Ranking.Count(score => score.IsKept)))
            .Chart(new BarChart("Mutual information with the label, nats", best.Select(score => score.Feature), best.Select(score => score.Score!.Value)))
            .Section("Features")
            .Table(
                [ReportColumn.Text("feature"), ReportColumn.Number("nats"), ReportColumn.Text("kept"), ReportColumn.Text("why")],
                _state.Ranking.Select(score => (IReadOnlyList<ReportCell>)[score.Feature, score.Score is { } value ? ReportCell.Bar(value, value / most) : ReportCell.Empty, score.IsKept ? "yes" : "no", score.Reason]))
            .Build();
    }

    private static IEnumerable<Finding> FindingsOf(SelectionState state)
    {
        foreach (FeatureScore score in state.Ranking.Where(score => !score.IsKept))
            yield return new Finding(score.RedundantWith is null ? "SEL001" : "SEL002", Severity.Info, score.Feature, $"'{score.Feature}' is left out: {score.Reason}. To keep it, add .Except(\"{score.Feature}\") to SelectionOptions.Columns.");
        if (state.Ranking.Length > 0 && !state.Ranking.Any(score => score.IsKept))
            yield return new Finding("SEL003", Severity.Warning, null, "No feature is left. Look at the data: every feature is constant or was excluded by the options.");
    }
}
