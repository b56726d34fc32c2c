using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Rows and weight of every class before and after.</summary>
public sealed class RebalanceReport : Report
{
    private readonly string _method;
    private readonly RebalanceSummary[] _classes;

    internal RebalanceReport(RebalanceOptions options, RebalanceSummary[] classes, IEnumerable<Finding> findings)
        : base("Rebalancing", findings.Concat(FindingsOf(options, classes)))
    {
        _method = options.Method.Name;
        _classes = classes;
    }

    /// <inheritdoc/>
    public override string Kind => "rebalancing";

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => new ReportBuilder("Rebalancing").Section("Classes")
        .Facts(("Method", _method), ("Rows before", _classes.Sum(one => one.RowsBefore)), ("Rows after", _classes.Sum(one => one.RowsAfter)))
        .Table(
            [ReportColumn.Text("Class"), ReportColumn.Number("Rows before"), ReportColumn.Number("Rows after"), ReportColumn.Number("Weight before", ReportNumberFormat.Percent), ReportColumn.Number("Weight after", ReportNumberFormat.Percent)],
            _classes.Select(one => (IReadOnlyList<ReportCell>)[one.Class, one.RowsBefore, one.RowsAfter, Share(one.WeightBefore, _classes.Sum(other => other.WeightBefore)), Share(one.WeightAfter, _classes.Sum(other => other.WeightAfter))]))
        .Build();

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("method", _method);
        writer.WritePropertyName("classes");
        JsonSerializer.Serialize(writer, _classes, PreparationJson.Default.RebalanceSummaryArray);
    }

    private static ReportCell Share(double part, double whole) => ReportCell.Bar(part / whole, part / whole, ReportNumberFormat.Percent);

    private static IEnumerable<Finding> FindingsOf(RebalanceOptions options, RebalanceSummary[] classes)
    {
        bool same = classes.All(one => one.RowsBefore == one.RowsAfter && Math.Abs(one.WeightAfter - one.WeightBefore) <= 1e-9 * Math.Max(1, one.WeightBefore));
        if (!options.Method.ChangesRows)
            yield return new Finding("PREP307", Severity.Info, null, options.TuneDecision
                ? "Rows and weights are as they came: in a pipeline the decision is tuned behind the trainer, out of fold. Whether another method does more is what data.AdviseRebalancing(pipeline) measures."
                : "Rows and weights are as they came, and TuneDecision is false: nothing is balanced.");
        else if (same)
            yield return new Finding("PREP303", Severity.Info, null, "Every class is as large as asked for already; nothing was changed.");
        else if (options.Method.ForNumbers)
            yield return new Finding("PREP309", Severity.Info, null, "A model trained on these rows predicts rare values more often than they come, and usual ones a little worse. Judge it on rows as they come, the rare ones apart, beside a model without rebalancing: data.CompareCandidates.");
        else
            yield return new Finding("PREP301", Severity.Info, null, options.Recalibrate
                ? "A model trained on rebalanced rows gives small classes too high a probability: in a pipeline it is recalibrated behind the trainer, out of fold. Compare it with a model without rebalancing: data.AdviseRebalancing(pipeline)."
                : "A model trained on rebalanced rows gives small classes too high a probability, and Recalibrate is false. Calibrate it, or choose its threshold, on rows as they come; and compare it with a model without rebalancing: data.AdviseRebalancing(pipeline).");
    }
}
