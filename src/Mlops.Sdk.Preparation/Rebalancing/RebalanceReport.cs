using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Rows and weight of every class before and after.</summary>
public sealed class RebalanceReport : Report
{
    private readonly string _method;
    private readonly RebalanceSummary[] _classes;

    internal RebalanceReport(string method, RebalanceSummary[] classes, IEnumerable<Finding> findings)
        : base("Rebalancing", findings.Concat(FindingsOf(classes)))
    {
        _method = method;
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

    private static IEnumerable<Finding> FindingsOf(RebalanceSummary[] classes)
    {
        bool same = classes.All(one => one.RowsBefore == one.RowsAfter && Math.Abs(one.WeightAfter - one.WeightBefore) <= 1e-9 * Math.Max(1, one.WeightBefore));
        yield return same
            ? new Finding("PREP303", Severity.Info, null, "Every class is as large as asked for already; nothing was changed.")
            : new Finding("PREP301", Severity.Info, null, "A model trained on rebalanced rows gives small classes too high a probability. Calibrate it, or choose its threshold, on rows as they come; and compare it with a model without rebalancing.");
    }
}
