using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Candidates from the best to the worst by one metric over the same folds.</summary>
public sealed class ModelComparison : Report
{
    private ModelComparison(Metric metric, ImmutableArray<CandidateResult> leaderboard, ImmutableArray<ModelDifference> differences, IEnumerable<Finding> findings)
        : base($"Comparison of {leaderboard.Length} candidates for {leaderboard[0].Report.Label}", findings)
    {
        Metric = metric;
        Leaderboard = leaderboard;
        Differences = differences;
    }

    /// <inheritdoc/>
    public override string Kind => "comparison";

    /// <summary>What they are ranked by.</summary>
    public Metric Metric { get; }

    /// <summary>The candidates, best first; those in which the metric is undefined last.</summary>
    public ImmutableArray<CandidateResult> Leaderboard { get; }

    /// <summary>The best one by the mean.</summary>
    public CandidateResult Winner => Leaderboard[0];

    /// <summary>Each other candidate against the first one that was given, as the one in use: the decision with its uncertainty, p-values adjusted over the comparisons (Holm 1979).</summary>
    public ImmutableArray<ModelDifference> Differences { get; }

    internal static ModelComparison Create(ComparisonOptions options, Metric metric, IReadOnlyList<(string Name, CrossValidationReport Report)> candidates)
    {
        if (!metric.Tasks.Contains(candidates[0].Report.Task)) throw new ArgumentException($"'{metric.Name}' does not judge {candidates[0].Report.Task}. Choose one of {string.Join(", ", Metric.For(candidates[0].Report.Task).Select(one => one.Name))}.", nameof(metric));
        double sign = metric.Direction == MetricDirection.HigherIsBetter ? -1 : 1;
        var ranked = candidates.OrderBy(one => one.Report[metric].Mean is { } mean ? sign * mean : double.PositiveInfinity).ToArray();
        CrossValidationReport best = ranked[0].Report;
        CrossValidatedMetric bestValue = best[metric];
        ImmutableArray<CandidateResult> board =
        [
            .. ranked.Select((one, index) => new CandidateResult(
                index + 1, one.Name, one.Report[metric], one.Report,
                index > 0 && Math.Abs((one.Report[metric].Mean - bestValue.Mean) ?? double.NaN) <= bestValue.StandardError,
                index > 0 && Comparable(bestValue, one.Report[metric]) ? one.Report.Compare(best, metric) : null)),
        ];
        ModelDifference[] differences = PairedComparer.Decide([.. candidates.Skip(1).Select(one => FoldDifference.Of(metric, candidates[0], one, options))], true, options.FalseAlarmRate);
        return new ModelComparison(metric, board, [.. differences], Notes(metric, board));
    }

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        var report = new ReportBuilder(Title, $"By {Metric.Title}, {(Metric.Direction == MetricDirection.HigherIsBetter ? "higher" : "lower")} is better; {Winner.Report.Folds.Length} folds, the same for all");
        report.Section("Leaderboard").Table(
            [ReportColumn.Number("Rank"), ReportColumn.Text("Candidate"), ReportColumn.Number(Metric.Title), ReportColumn.Number("Standard error"), ReportColumn.Number("Difference"), ReportColumn.Number("p"), ReportColumn.Number("Seconds"), ReportColumn.Text("Remark")],
            Leaderboard.Select(one => (IReadOnlyList<ReportCell>)
            [
                one.Rank, one.Name, one.Value.Mean, one.Value.StandardError, one.ToBest?.Difference, one.ToBest?.PValue, Math.Round(one.Report.Elapsed.TotalSeconds, 2),
                one.Rank == 1 ? "best" : one.Value.Mean is null ? one.Value.Reason : one.IsTied ? "within one standard error" : "",
            ]),
            note: "Difference and p: to the best, by a paired t-test corrected for overlapping training parts (Nadeau and Bengio 2003). These p-values are not corrected for the number of candidates, and the best is best partly by chance; the decision below compares with the first candidate and is corrected.");
        if (Differences.Length > 0) report.Section("Decision").Text(string.Join("\n", Differences.Select(one => one.Sentence)));
        CandidateResult[] shown = [.. Leaderboard.Where(one => one.Value.Mean is not null)];
        if (shown.Length > 0) report.Chart(new BarChart(Metric.Title, shown.Select(one => one.Name), shown.Select(one => one.Value.Mean!.Value)));
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("metric", Metric.Name);
        writer.WriteString("winner", Winner.Name);
        writer.WriteStartArray("leaderboard");
        foreach (CandidateResult one in Leaderboard)
        {
            writer.WriteStartObject();
            writer.WriteNumber("rank", one.Rank);
            writer.WriteString("name", one.Name);
            MetricJson.Number(writer, "mean", one.Value.Mean);
            MetricJson.Number(writer, "standard_error", one.Value.StandardError);
            MetricJson.Number(writer, "difference", one.ToBest?.Difference);
            MetricJson.Number(writer, "p_value", one.ToBest?.PValue);
            writer.WriteBoolean("tied", one.IsTied);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("differences");
        foreach (ModelDifference one in Differences) ComparisonJson.Write(writer, one);
        writer.WriteEndArray();
    }

    private static bool Comparable(CrossValidatedMetric best, CrossValidatedMetric other) => best.Values.Zip(other.Values).Count(pair => pair is { First: not null, Second: not null }) > 1;

    private static IEnumerable<Finding> Notes(Metric metric, ImmutableArray<CandidateResult> board)
    {
        string[] tied = [.. board.Where(one => one.IsTied).Select(one => $"'{one.Name}'")];
        if (tied.Length > 0) yield return new("COMP001", Severity.Info, null, $"{string.Join(", ", tied)} {(tied.Length == 1 ? "is" : "are")} within one standard error ({ReportNumber.Format(board[0].Value.StandardError, digits: 2)}) of '{board[0].Name}' by {metric.Name}. Prefer the simplest of them, or compare with more repeats.");
        if (board[0].Value.Mean is null) yield return new("COMP002", Severity.Error, null, $"'{metric.Name}' is undefined for every candidate, so none is the best. {board[0].Value.Reason}");
        foreach (Finding finding in board[0].Report.Findings) yield return finding;
    }
}
