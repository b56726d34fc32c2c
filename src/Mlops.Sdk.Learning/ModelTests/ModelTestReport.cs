using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Which tests a model passed and which not; each failure is a finding that a gate can stop at.</summary>
public sealed class ModelTestReport : Report
{
    internal ModelTestReport(string label, int rows, ImmutableArray<ModelTestResult> results)
        : base($"Tests of the model of {label}", results.Where(result => !result.Passed).Select(result => new Finding(result.Code, Severity.Error, null, $"{result.Name}: {result.Message}") { Value = result.Measured, Threshold = result.Limit }))
    {
        Results = results;
        RowCount = rows;
    }

    /// <inheritdoc/>
    public override string Kind => "model_tests";

    /// <summary>What each test found, in order.</summary>
    public ImmutableArray<ModelTestResult> Results { get; }

    /// <summary>The rows that the model was tested on.</summary>
    public int RowCount { get; }

    /// <summary>Whether the model passed every test.</summary>
    public bool Passed => Results.All(result => result.Passed);

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        int failed = Results.Count(result => !result.Passed);
        var report = new ReportBuilder(Title, $"{(failed == 0 ? "all" : $"{Results.Length - failed} of")} {Results.Length} passed, on {ReportNumber.Format(RowCount, ReportNumberFormat.Integer)} rows")
            .Section("Tests").Table(
                [ReportColumn.Text(""), ReportColumn.Text("Test"), ReportColumn.Number("Measured"), ReportColumn.Number("Limit"), ReportColumn.Text("What was found")],
                Results.Select(result => (IReadOnlyList<ReportCell>)[result.Passed ? "passed" : "FAILED", result.Name, result.Measured, result.Limit, result.FailedRows.Count == 0 || result.Passed ? result.Message : $"{result.Message} Rows {string.Join(", ", result.FailedRows)}."]));
        ReportBlock[] pictures = [.. Results.SelectMany(ModelTestCharts.Of).Select(chart => new ReportFigure(chart))];
        if (pictures.Length > 0) report.DetailSection("Beside the limits");
        foreach (ReportBlock[] pair in pictures.Chunk(2)) report.Row(pair);
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteBoolean("passed", Passed);
        writer.WriteNumber("rows", RowCount);
        writer.WriteStartArray("tests");
        foreach (ModelTestResult result in Results)
        {
            writer.WriteStartObject();
            writer.WriteString("name", result.Name);
            writer.WriteString("code", result.Code);
            writer.WriteBoolean("passed", result.Passed);
            MetricJson.Number(writer, "measured", result.Measured);
            MetricJson.Number(writer, "limit", result.Limit);
            writer.WriteString("message", result.Message);
            writer.WriteStartArray("failed_rows");
            foreach (int row in result.FailedRows) writer.WriteNumberValue(row);
            writer.WriteEndArray();
            if (result.Parts is { } parts) WriteParts(writer, parts);
            if (result.Spread is { } spread) WriteSpread(writer, spread);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteParts(Utf8JsonWriter writer, ModelTestParts parts)
    {
        writer.WriteStartObject("parts");
        writer.WriteString("what", parts.What);
        writer.WriteStartArray("items");
        foreach (ModelTestPart part in parts.Items)
        {
            writer.WriteStartObject();
            writer.WriteString("name", part.Name);
            MetricJson.Number(writer, "value", part.Value);
            writer.WriteBoolean("passed", part.Passed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSpread(Utf8JsonWriter writer, ModelTestSpread spread)
    {
        writer.WriteStartObject("spread");
        writer.WriteString("what", spread.What);
        writer.WriteString("counted", spread.Counted);
        writer.WriteReals("edges", spread.Edges);
        writer.WriteStartArray("counts");
        foreach (long count in spread.Counts) writer.WriteNumberValue(count);
        writer.WriteEndArray();
        MetricJson.Number(writer, "limit", spread.Limit);
        writer.WriteEndObject();
    }
}
