using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Where a model does worse than elsewhere, worst first, by more than the chance of having looked at many slices.</summary>
public sealed class SliceReport : Report
{
    private const int Told = 3;

    private readonly SliceOptions _options;

    internal SliceReport(Metric metric, ImmutableArray<WorstSlice> slices, int tried, int rows, double loss, SliceOptions options)
        : base("Worst slices", FindingsOf(metric, slices))
    {
        Metric = metric;
        Slices = slices;
        TriedCount = tried;
        RowCount = rows;
        Loss = loss;
        _options = options;
    }

    /// <inheritdoc/>
    public override string Kind => "worst_slices";

    /// <summary>The loss that was looked at.</summary>
    public Metric Metric { get; }

    /// <summary>The slices, in the order of the excess of which one can be sure.</summary>
    public ImmutableArray<WorstSlice> Slices { get; }

    /// <summary>How many slices had rows enough to be tried.</summary>
    public int TriedCount { get; }

    /// <summary>The rows that were judged.</summary>
    public int RowCount { get; }

    /// <summary>The mean loss over all rows.</summary>
    public double Loss { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        string loss = NameOf(Metric);
        var report = new ReportBuilder(Title, $"{ReportNumber.Format(TriedCount, ReportNumberFormat.Integer)} slices of at least {_options.MinimumRows} rows tried on {ReportNumber.Format(RowCount, ReportNumberFormat.Integer)} rows; mean {loss} {ReportNumber.Format(Loss)}");
        report.Section("Slices");
        if (Slices.Length == 0) return report.Text($"On no slice is the {loss} larger than elsewhere by more than chance. Slices of few rows may hide: lower MinimumRows, or evaluate on more rows.").Build();
        double most = Slices.Max(slice => slice.Loss);
        report.Table(
            [ReportColumn.Text("Where"), ReportColumn.Number("Rows"), ReportColumn.Number($"Mean {loss}"), ReportColumn.Number("Elsewhere"), ReportColumn.Number("Excess"), ReportColumn.Number("± SE"), ReportColumn.Number("Share of all loss", ReportNumberFormat.Percent), ReportColumn.Number("p, all")],
            Slices.Select(slice => (IReadOnlyList<ReportCell>)[slice.Condition, slice.RowCount, ReportCell.Bar(slice.Loss, slice.Loss / most), slice.LossElsewhere, slice.Excess, slice.StandardError, slice.LossShare, slice.AdjustedPValue]),
            note: "Share of all loss: what would go if these rows were like the others. p allows for all slices tried (Benjamini and Hochberg). The worst of many look worse than they are: the order is by what is sure.");
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("metric", Metric.Name);
        writer.WriteNumber("tried", TriedCount);
        writer.WriteNumber("rows", RowCount);
        MetricJson.Number(writer, "loss", Loss);
        writer.WriteStartArray("slices");
        foreach (WorstSlice slice in Slices)
        {
            writer.WriteStartObject();
            writer.WriteString("condition", slice.Condition);
            writer.WriteStartArray("columns");
            foreach (string column in slice.Columns) writer.WriteStringValue(column);
            writer.WriteEndArray();
            writer.WriteNumber("rows", slice.RowCount);
            MetricJson.Number(writer, "loss", slice.Loss);
            MetricJson.Number(writer, "loss_elsewhere", slice.LossElsewhere);
            MetricJson.Number(writer, "standard_error", slice.StandardError);
            MetricJson.Number(writer, "loss_share", slice.LossShare);
            MetricJson.Number(writer, "p_value", slice.PValue);
            MetricJson.Number(writer, "p_adjusted", slice.AdjustedPValue);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static IEnumerable<Finding> FindingsOf(Metric metric, ImmutableArray<WorstSlice> slices) => slices.Take(Told).Select(slice => new Finding(
        "SLICE001", Severity.Warning, slice.Columns[0],
        $"Where {slice.Condition} ({ReportNumber.Format(slice.RowCount, ReportNumberFormat.Integer)} rows), the mean {NameOf(metric)} is {ReportNumber.Format(slice.Loss, digits: 3)} against {ReportNumber.Format(slice.LossElsewhere, digits: 3)} elsewhere. Look at these rows: are labels or features of them different, or too few to learn from?")
    {
        Value = slice.Loss, Threshold = slice.LossElsewhere, RelatedColumns = [.. slice.Columns.Skip(1)],
    });

    private static string NameOf(Metric metric) => metric == Metric.Accuracy ? "error rate" : metric == Metric.Rmse ? "squared error" : metric == Metric.Mae ? "absolute error" : metric == Metric.Brier ? "Brier loss" : "log loss";
}
