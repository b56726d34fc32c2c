using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Which way to balance classes pays, by how much, and how sure that is.</summary>
public sealed class RebalanceAdvice : Report
{
    // A model whose probabilities are this much worse is not worth a better order of rows.
    private const double WorstBrier = 1.3;

    private readonly double _ratio;
    private readonly RebalanceAdviceOptions _options;
    private readonly string _reason;

    internal RebalanceAdvice(string label, double ratio, ImmutableArray<Metric> metrics, ImmutableArray<RebalanceCandidate> candidates, RebalanceAdviceOptions options, IEnumerable<Finding> findings)
        : this(label, ratio, metrics, candidates, options, findings, Choose(candidates, options))
    {
    }

    private RebalanceAdvice(string label, double ratio, ImmutableArray<Metric> metrics, ImmutableArray<RebalanceCandidate> candidates, RebalanceAdviceOptions options, IEnumerable<Finding> findings, (RebalanceCandidate Taken, string Reason) choice)
        : base($"Advice on rebalancing {label}", [new Finding("PREP310", Severity.Info, null, choice.Reason), .. findings])
    {
        Metrics = metrics;
        Candidates = candidates;
        Recommended = choice.Taken;
        (_ratio, _options, _reason) = (ratio, options, choice.Reason);
    }

    /// <inheritdoc/>
    public override string Kind => "rebalance_advice";

    /// <summary>What the candidates were judged by: first what decides.</summary>
    public ImmutableArray<Metric> Metrics { get; }

    /// <summary>The candidates, first the one that leaves rows and weights alone.</summary>
    public ImmutableArray<RebalanceCandidate> Candidates { get; }

    /// <summary>The one to take: <c>pipeline.Rebalance(advice.Recommended.Options)</c>.</summary>
    public RebalanceCandidate Recommended { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        var report = new ReportBuilder(Title, $"{Candidates[0].Report.Folds.Length} folds, the same for all; decision and calibration learnt inside each");
        report.Section("Advice").Facts(("Take", Recommended.Name), ("By", Recommended.Options.Method.Name), ("Smallest class of the largest", ReportCell.Percent(_ratio))).Text(_reason);
        report.Section("Candidates").Table(
            [ReportColumn.Text("Candidate"), ReportColumn.Number(_options.Metric.Title), ReportColumn.Number("± SE"), .. Metrics.Skip(1).Select(metric => ReportColumn.Number(metric.Title)), ReportColumn.Text("Method")],
            Candidates.Select(one => (IReadOnlyList<ReportCell>)[one.Name, one.Mean(_options.Metric), one.Report[_options.Metric].StandardError, .. Metrics.Skip(1).Select(metric => (ReportCell)one.Mean(metric)), Described(one)]),
            note: "Means over folds, and the standard error of what decides. F1 and balanced accuracy are those of the tuned decision; Brier is better when lower.");
        report.Chart(new BarChart("Over folds", Candidates.Select(one => one.Name), Metrics.Where(metric => metric.Direction == MetricDirection.HigherIsBetter && metric != Metric.Auc)
            .Select(metric => new ChartSeries(metric.Title, Candidates.Select(one => one.Mean(metric) ?? 0)))));
        if (Candidates.Length > 1)
        {
            report.Section("Differences from none").Table(
                [ReportColumn.Text("Candidate"), ReportColumn.Text("Metric"), ReportColumn.Number("Difference"), ReportColumn.Number("From"), ReportColumn.Number("To"), ReportColumn.Number("p")],
                Candidates.Skip(1).SelectMany(one => one.ToNone.Select(difference => (IReadOnlyList<ReportCell>)[one.Name, difference.Metric.Title, difference.Difference, difference.Lower, difference.Upper, difference.PValue])),
                note: "95% intervals of the paired t-test over folds, corrected for overlapping training parts (Nadeau and Bengio 2003); p-values are not corrected for their number, the advice is.");
        }

        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("recommended", Recommended.Name);
        writer.WriteString("reason", _reason);
        writer.WriteNumber("ratio", _ratio);
        writer.WriteStartArray("candidates");
        foreach (RebalanceCandidate one in Candidates)
        {
            writer.WriteStartObject();
            writer.WriteString("name", one.Name);
            writer.WriteString("method", one.Options.Method.Name);
            writer.WriteNumber("minority_ratio", one.Options.MinorityRatio);
            foreach (Metric metric in Metrics)
            {
                Write(writer, metric.Name, one.Report[metric].Mean);
                Write(writer, $"{metric.Name}_standard_error", one.Report[metric].StandardError);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static (RebalanceCandidate Taken, string Reason) Choose(ImmutableArray<RebalanceCandidate> candidates, RebalanceAdviceOptions options)
    {
        RebalanceCandidate none = candidates[0];
        Metric metric = options.Metric;
        double sign = metric.Direction == MetricDirection.HigherIsBetter ? 1 : -1;
        (RebalanceCandidate Candidate, PairedComparison Difference)[] others = [.. candidates.Skip(1)
            .Select(one => (one, one.ToNone.FirstOrDefault(difference => difference.Metric == metric))).Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.one, pair.Item2!)).OrderByDescending(pair => sign * pair.Item2.Difference)];
        if (others.Length == 0) return (none, $"Take none: leave rows and weights alone and tune the decision. {(candidates.Length == 1 ? "There was nothing to compare with." : $"{metric.Title} is undefined in all but one fold, so nothing speaks for another.")}");
        foreach ((RebalanceCandidate candidate, PairedComparison difference) in others)
        {
            bool sure = sign * difference.Difference > 0 && difference.PValue * others.Length < options.FalseAlarmRate;
            if (sure && !CostsCalibration(candidate, none))
                return (candidate, $"Take {candidate.Name} ({Described(candidate)}): {metric.Title} is better than without by {Interval(difference)}, more than chance would do; the decision is tuned and probabilities are recalibrated behind the trainer.");
        }

        (RebalanceCandidate best, PairedComparison gain) = others[0];
        string why = sign * gain.Difference <= 0 ? $"no other has a better {metric.Title}; the nearest, {best.Name}, differs by {Interval(gain)}"
            : CostsCalibration(best, none) && gain.PValue * others.Length < options.FalseAlarmRate ? $"{best.Name} has a better {metric.Title} by {Interval(gain)}, but its Brier score is {ReportNumber.Format(best.Mean(Metric.Brier), digits: 3)} against {ReportNumber.Format(none.Mean(Metric.Brier), digits: 3)}"
            : $"the best other, {best.Name}, differs in {metric.Title} by {Interval(gain)}, which chance would do too";
        return (none, $"Take none: leave rows and weights alone and tune the decision, for {why}.");
    }

    private static bool CostsCalibration(RebalanceCandidate candidate, RebalanceCandidate none) => candidate.Mean(Metric.Brier) > WorstBrier * none.Mean(Metric.Brier);

    private static string Interval(PairedComparison difference) => $"{ReportNumber.Format(difference.Difference, digits: 2)} ({ReportNumber.Format(difference.Lower, digits: 2)} to {ReportNumber.Format(difference.Upper, digits: 2)})";

    private static string Described(RebalanceCandidate one) => one.Options.MinorityRatio < 1 ? FormattableString.Invariant($"{one.Options.Method.Name}, ratio {one.Options.MinorityRatio}") : one.Options.Method.Name;

    private static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }
}
