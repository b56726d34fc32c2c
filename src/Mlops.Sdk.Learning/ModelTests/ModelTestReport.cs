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
        return new ReportBuilder(Title, $"{(failed == 0 ? "all" : $"{Results.Length - failed} of")} {Results.Length} passed, on {ReportNumber.Format(RowCount, ReportNumberFormat.Integer)} rows")
            .Section("Tests").Table(
                [ReportColumn.Text(""), ReportColumn.Text("Test"), ReportColumn.Number("Measured"), ReportColumn.Number("Limit"), ReportColumn.Text("What was found")],
                Results.Select(result => (IReadOnlyList<ReportCell>)[result.Passed ? "passed" : "FAILED", result.Name, result.Measured, result.Limit, result.FailedRows.Count == 0 || result.Passed ? result.Message : $"{result.Message} Rows {string.Join(", ", result.FailedRows)}."]))
            .Build();
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
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
