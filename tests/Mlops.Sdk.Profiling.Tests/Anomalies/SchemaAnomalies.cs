using static Mlops.Sdk.Profiling.Tests.Anomalies.AnomalyCase;

namespace Mlops.Sdk.Profiling.Tests.Anomalies;

/// <summary>Columns that are not those that should be, and rules that say nothing that data could keep.</summary>
internal static class SchemaAnomalies
{
    public static IEnumerable<AnomalyCase> All =>
    [
        Broken("SCHEMA_MISSING_COLUMN", "VAL001", "income", null, Rule.HasColumn("income"), Of(Numbers("Income", 1)), Of(Numbers("income", 1))),
        Broken("SCHEMA_MISSING_COLUMN", "VAL001", "label", null, Of(Numbers("x", 1)), (s_label, new() { Environment = "train" }), (s_label, new() { Environment = "serve" })),
        Broken("SCHEMA_NEW_COLUMN", "VAL017", "y", null, Rule.ColumnsAre(["x"]), Of(Numbers("x", 1), Numbers("y", 1)), Of(Numbers("x", 1))),
        Broken("SCHEMA_NEW_COLUMN", "VAL017", "y", null, DataRules.Infer(Of(Numbers("x", 1))), Of(Numbers("x", 1), Numbers("y", 1)), Of(Numbers("x", 1))),

        Refused("FEATURE_MISSING_NAME", "MLO3102", "column", () => Load("""{"kind": "is_present"}"""), () => Load("""{"kind": "is_present", "column": "x"}""")),
        Refused("FEATURE_MISSING_NAME", nameof(ArgumentException), null, () => Rule.IsPresent(""), () => Rule.IsPresent("x")),
        Refused("FEATURE_MISSING_TYPE", "MLO3102", "types", () => Load("""{"kind": "has_type", "column": "x"}"""), () => Load("""{"kind": "has_type", "column": "x", "types": ["number"]}""")),
        Refused("INVALID_SCHEMA_SPECIFICATION", "MLO3102", null, () => Load("""{"kind": "is_present", "column": "x", "mostly": 1.5}"""), () => Load("""{"kind": "is_present", "column": "x", "mostly": 0.5}""")),
        Refused("INVALID_SCHEMA_SPECIFICATION", "MLO3102", null, () => Load("""{"kind": "value_count", "columns": ["x", "y"], "min": 2, "max": 1}"""), () => Load("""{"kind": "value_count", "columns": ["x", "y"], "min": 1, "max": 1}""")),
        Refused("INVALID_SCHEMA_SPECIFICATION", "MLO3102", null, () => Load("""{"kind": "in_range", "column": "x", "min": 2, "max": 1}"""), () => Load("""{"kind": "in_range", "column": "x", "min": 1, "max": 2}""")),
        Refused("INVALID_DOMAIN_SPECIFICATION", "MLO3102", null, () => Load("""{"kind": "in_set", "column": "x", "values": []}"""), () => Load("""{"kind": "in_set", "column": "x", "values": ["red"]}""")),
        Broken("INVALID_DOMAIN_SPECIFICATION", "VAL021", "colours", null, Of(Words("x", "red")), (Rule.InReference("x", "colours"), null), (Rule.InReference("x", "colours"), new() { References = new Dictionary<string, Column> { ["colours"] = Words("name", "red") } })),
        Broken("STATS_NOT_AVAILABLE", "VAL025", null, null, Of(Numbers("x", 1, 2)), (Rule.RowCountRatio(0.5, 2), null), (Rule.RowCountRatio(0.5, 2), new() { PreviousRowCount = 2 })),
    ];

    private static readonly Rule s_label = Rule.HasColumn("label") with { Environments = ["train"] };

    private static void Load(string rule) => DataRules.FromJson($$"""{"schema_version": 1, "rules": [{{rule}}]}""");
}
