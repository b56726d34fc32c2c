using System.Collections.Frozen;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Rules of a history as JSON, by the names of their kinds; nothing else is ever made of it.</summary>
internal static class AnomalyRuleJson
{
    private static readonly FrozenDictionary<string, Func<RuleFields, AnomalyRule>> s_kinds = new Dictionary<string, Func<RuleFields, AnomalyRule>>(StringComparer.Ordinal)
    {
        ["change"] = fields => AnomalyRule.Change(Needed(fields, "absolute")),
        ["rate"] = fields => AnomalyRule.Rate(Needed(fields, "relative")),
        ["range"] = fields => AnomalyRule.Range(fields.Number("min"), fields.Number("max")),
        ["robust_z"] = fields => AnomalyRule.RobustZ(fields.Number("threshold") ?? 4, fields.Count("window") ?? 56),
        ["seasonal"] = fields => AnomalyRule.Seasonal(fields.Count("period") ?? 7, fields.Number("threshold") ?? 4),
        ["trend"] = fields => AnomalyRule.Trend(fields.Number("threshold") ?? 4, fields.Count("window") ?? 56, fields.Count("period") ?? 1),
        ["online_normal"] = fields => AnomalyRule.OnlineNormal(fields.Number("threshold") ?? 4, fields.Number("forgetting") ?? 0.05),
        ["automatic"] = fields => AnomalyRule.Automatic(fields.Number("false_alarm_rate") ?? 0.01),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void Write(Utf8JsonWriter writer, AnomalyRule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", rule.Name);
        rule.WriteFields(writer);
        if (rule.Metrics.Count > 0) RuleJson.WriteTexts(writer, "metrics", rule.Metrics);
        if (rule.Columns.Count > 0) RuleJson.WriteTexts(writer, "columns", rule.Columns);
        if (rule.Severity != Severity.Warning) writer.WriteString("severity", RuleJson.NameOf(rule.Severity));
        writer.WriteEndObject();
    }

    /// <exception cref="MlopsException">MLO3102: the element is no such rule; the message names the place.</exception>
    public static AnomalyRule Read(JsonElement element, string place)
    {
        var fields = new RuleFields(element, place);
        string kind = fields.Text("kind");
        IEnumerable<string> kinds = s_kinds.Keys.Order(StringComparer.Ordinal);
        if (!s_kinds.TryGetValue(kind, out Func<RuleFields, AnomalyRule>? make))
            throw fields.Error($"has the unknown kind '{ColumnWords.Short(kind)}'{(NearestNames.Find(kind, kinds) is { } near ? $"; did you mean '{near}'?" : $"; known: {string.Join(", ", kinds)}")}");
        try
        {
            AnomalyRule rule = make(fields) with { Metrics = new(fields.TextsOrNone("metrics")), Columns = new(fields.TextsOrNone("columns")), Severity = fields.ChoiceOrNull<Severity>("severity") ?? Severity.Warning };
            fields.ThrowIfLeft();
            return rule;
        }
        catch (ArgumentException error)
        {
            throw fields.Error($"of kind '{kind}' cannot be used: {RuleJson.Problem(error)}");
        }
    }

    private static double Needed(RuleFields fields, string name) => fields.Number(name) ?? throw fields.Error($"has no '{name}'");
}
