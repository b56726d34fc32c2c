using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a report says of the quality of data in numbers: its findings, and of a profile or a validation what is missing and which rules hold. Read from the JSON of the report, which is stable.</summary>
internal static class QualityMetrics
{
    public const string Errors = "errors", Warnings = "warnings", MissingFraction = "missing_fraction", RulesPassedFraction = "rules_passed_fraction";

    public static IReadOnlyDictionary<string, double> Of(Report report)
    {
        SortedDictionary<string, double> metrics = new(StringComparer.Ordinal)
        {
            [Errors] = report.Findings.Count(finding => finding.Severity == Severity.Error),
            [Warnings] = report.Findings.Count(finding => finding.Severity == Severity.Warning),
        };
        if (report.Kind is not ("profile" or "validation")) return metrics;
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        if (!json.RootElement.TryGetProperty("data", out JsonElement data)) return metrics;
        if (report.Kind == "profile" && MissingOf(data) is { } missing) metrics[MissingFraction] = missing;
        if (report.Kind == "validation" && PassedOf(data) is { } passed) metrics[RulesPassedFraction] = passed;
        return metrics;
    }

    /// <summary>Of each column of a profile the kind of personal data that most of its values hold, with what that rests on.</summary>
    public static IEnumerable<(string Column, PiiClass Class)> PiiOf(Report report)
    {
        if (report.Kind != "profile") yield break;
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        if (!json.RootElement.TryGetProperty("data", out JsonElement data) || !data.TryGetProperty("columns", out JsonElement columns)) yield break;
        foreach (JsonElement column in columns.EnumerateArray())
        {
            if (!column.TryGetProperty("pii", out JsonElement facts)) continue;
            JsonElement? first = facts.EnumerateArray().Select(fact => (JsonElement?)fact).MaxBy(fact => Number(fact!.Value, "share") ?? 0);
            if (first is not { } most || most.GetProperty("kind").GetString() is not { } kind || column.GetProperty("name").GetString() is not { } name) continue;
            string share = ReportNumber.Format(ReportCell.Percent(Number(most, "share") ?? 0));
            yield return (name, new PiiClass(kind, PiiStatus.Suggested) { Evidence = $"{share} of the values, by {most.GetProperty("evidence").GetString()}" });
        }
    }

    private static double? MissingOf(JsonElement data)
    {
        double missing = 0, cells = 0;
        foreach (JsonElement column in data.GetProperty("columns").EnumerateArray())
        {
            missing += Number(column, "missing") ?? 0;
            cells += Number(column, "rows") ?? 0;
        }

        return cells > 0 ? missing / cells : null;
    }

    private static double? PassedOf(JsonElement data)
    {
        JsonElement[] rules = [.. data.GetProperty("rules").EnumerateArray()];
        return rules.Length == 0 ? null : (double)rules.Count(rule => rule.GetProperty("outcome").GetString() == "passed") / rules.Length;
    }

    private static double? Number(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
