using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The typed results in JSON.</summary>
internal static class ValidationJson
{
    public static void Write(Utf8JsonWriter writer, ValidationReport report)
    {
        writer.WriteBoolean("passed", report.Passed);
        writer.WriteNumber("rows", report.RowCount);
        writer.WriteString("environment", report.Environment);
        writer.WriteStartArray("rules");
        foreach (RuleResult result in report.Results) Write(writer, result);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, RuleResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("rule", result.Rule.Name);
        writer.WriteString("kind", result.Rule.Kind);
        writer.WriteStartArray("columns");
        foreach (string column in result.Rule.Columns) writer.WriteStringValue(column);
        writer.WriteEndArray();
        writer.WriteString("severity", ValidationContent.Word(result.Rule.Severity));
        writer.WriteString("outcome", RuleJson.NameOf(result.Outcome));
        writer.WriteString("code", result.Code);
        writer.WriteString("message", result.Message);
        if (result.CheckedRows is { } looked) writer.WriteNumber("checked", looked);
        if (result.FailingRows is { } failing) writer.WriteNumber("failing", failing);
        if (result.Observed is { } observed) writer.WriteReal("observed", observed);
        if (result.Acceptance is { } acceptance) writer.WriteBoolean("accepted", acceptance.IsInForce);
        writer.WriteStartArray("examples");
        foreach (RowExample example in result.Examples)
        {
            writer.WriteStartObject();
            writer.WriteNumber("row", example.Row);
            writer.WriteString("value", example.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
