using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Writes differences of models into the JSON of a report.</summary>
internal static class ComparisonJson
{
    public static void Write(Utf8JsonWriter writer, ModelDifference one)
    {
        writer.WriteStartObject();
        writer.WriteString("champion", one.Champion);
        writer.WriteString("challenger", one.Challenger);
        writer.WriteString("metric", one.Metric.Name);
        MetricJson.Number(writer, "champion_value", one.ChampionValue);
        MetricJson.Number(writer, "challenger_value", one.ChallengerValue);
        MetricJson.Number(writer, "improvement", one.Improvement);
        MetricJson.Number(writer, "standard_error", one.StandardError);
        MetricJson.Number(writer, "lower", one.Lower);
        MetricJson.Number(writer, "upper", one.Upper);
        MetricJson.Number(writer, "p_value", one.PValue);
        MetricJson.Number(writer, "p_adjusted", one.AdjustedPValue);
        writer.WriteString("test", one.Test.ToString());
        writer.WriteString("verdict", one.Verdict.ToString());
        MetricJson.Number(writer, "rows_to_tell", one.RowsToTell);
        writer.WriteString("sentence", one.Sentence);
        writer.WriteEndObject();
    }
}
