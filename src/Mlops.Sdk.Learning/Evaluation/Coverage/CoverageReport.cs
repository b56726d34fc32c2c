using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How often something came true on some rows, and how large what was said is.</summary>
/// <param name="Name">Which rows.</param>
/// <param name="RowCount">How many.</param>
/// <param name="Covered">The share of them, by weight where there are weights, whose truth lies in the set or interval.</param>
/// <param name="Lower">The lower end of the 95% interval of that share (Wilson 1927; weights as so many rows of equal weight, Kish 1965).</param>
/// <param name="Upper">The upper end.</param>
/// <param name="MeanSize">The mean number of classes in a set, or the mean width of an interval, by weight.</param>
public sealed record CoverageRow(string Name, int RowCount, double Covered, double Lower, double Upper, double MeanSize);

/// <summary>How often sets or intervals hold the truth, over all rows and where they differ, and how right the rows are that are decided.</summary>
public sealed class CoverageReport : Report
{
    internal CoverageReport(string label, ImmutableArray<CoverageRow> rows, ImmutableArray<CoverageRow> sizes, (double Decided, double? Accuracy, double AccuracyOfAll)? abstention, int count)
        : base($"Coverage of {label}")
    {
        Rows = rows;
        Sizes = sizes;
        RowCount = count;
        DecidedFraction = abstention?.Decided;
        AccuracyOfDecided = abstention?.Accuracy;
        AccuracyOfAll = abstention?.AccuracyOfAll;
    }

    /// <inheritdoc/>
    public override string Kind => "coverage";

    /// <summary>The rows that were judged.</summary>
    public int RowCount { get; }

    /// <summary>All rows first, then each class or each fifth of the predictions; empty without sets or intervals.</summary>
    public ImmutableArray<CoverageRow> Rows { get; }

    /// <summary>Classes: the rows by the size of their set.</summary>
    public ImmutableArray<CoverageRow> Sizes { get; }

    /// <summary>The share of rows, by weight, that is decided; null without a reject option.</summary>
    public double? DecidedFraction { get; }

    /// <summary>The share of the decided rows that is right; null without a reject option, or where none is decided.</summary>
    public double? AccuracyOfDecided { get; }

    /// <summary>The share of all rows that is right by the decision that stands under an abstention; null without a reject option.</summary>
    public double? AccuracyOfAll { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        var report = new ReportBuilder(Title, $"{ReportNumber.Format(RowCount, ReportNumberFormat.Integer)} rows");
        if (Rows.Length > 0) Add(report.Section("Coverage"), Rows, "Rows", "The interval tells the chance of these rows (Wilson, 95%).");
        if (Sizes.Length > 0) Add(report, Sizes, "Set", null);
        if (DecidedFraction is { } decided)
            report.Section("Abstentions").Facts(("Decided", ReportCell.Percent(decided)), ("Accuracy of these", ReportCell.Percent(AccuracyOfDecided)), ("Accuracy of all", ReportCell.Percent(AccuracyOfAll)));
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumber("rows", RowCount);
        Write(writer, "coverage", Rows);
        Write(writer, "by_set_size", Sizes);
        MetricJson.Number(writer, "decided_fraction", DecidedFraction);
        MetricJson.Number(writer, "accuracy_of_decided", AccuracyOfDecided);
        MetricJson.Number(writer, "accuracy_of_all", AccuracyOfAll);
    }

    private static void Add(ReportBuilder report, ImmutableArray<CoverageRow> rows, string heading, string? note) => report.Table(
        [ReportColumn.Text(heading), ReportColumn.Number("Count"), ReportColumn.Number("Covered", ReportNumberFormat.Percent), ReportColumn.Number("From", ReportNumberFormat.Percent), ReportColumn.Number("To", ReportNumberFormat.Percent), ReportColumn.Number("Mean size")],
        rows.Select(row => (IReadOnlyList<ReportCell>)[row.Name, row.RowCount, ReportCell.Bar(row.Covered, row.Covered), row.Lower, row.Upper, row.MeanSize]), note: note);

    private static void Write(Utf8JsonWriter writer, string name, ImmutableArray<CoverageRow> rows)
    {
        writer.WriteStartArray(name);
        foreach (CoverageRow row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("name", row.Name);
            writer.WriteNumber("rows", row.RowCount);
            MetricJson.Number(writer, "covered", row.Covered);
            MetricJson.Number(writer, "lower", row.Lower);
            MetricJson.Number(writer, "upper", row.Upper);
            MetricJson.Number(writer, "mean_size", row.MeanSize);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
