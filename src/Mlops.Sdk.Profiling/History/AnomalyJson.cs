using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The typed results in JSON.</summary>
internal static class AnomalyJson
{
    public static void Write(Utf8JsonWriter writer, AnomalyReport report)
    {
        writer.WriteString("key", report.Key);
        writer.WriteNumber("periods", report.Periods.Length);
        if (report.Periods.Length > 0) writer.WriteString("judged_from", AnomalyFindings.Day(report.From));
        writer.WriteNumber("judged_series", report.Judged.Length);
        writer.WriteStartArray("anomalies");
        foreach (MetricAnomaly anomaly in report.Anomalies)
        {
            writer.WriteStartObject();
            writer.WriteString("period", AnomalyFindings.Day(anomaly.Period));
            writer.WriteString("metric", anomaly.Metric);
            writer.WriteString("column", anomaly.Column);
            writer.WriteReal("value", anomaly.Value);
            writer.WriteReal("low", anomaly.Low);
            writer.WriteReal("expected", anomaly.Expected);
            writer.WriteReal("high", anomaly.High);
            writer.WriteString("rule", anomaly.Rule.Statement);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
