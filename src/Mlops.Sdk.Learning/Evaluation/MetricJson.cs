using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Writes values of metrics into the JSON of a report.</summary>
internal static class MetricJson
{
    public static void Write(Utf8JsonWriter writer, string property, IEnumerable<MetricValue> values)
    {
        writer.WriteStartObject(property);
        foreach (MetricValue value in values)
        {
            writer.WriteStartObject(value.Metric.Name);
            Number(writer, "value", value.Value);
            if (value.Lower is not null) Number(writer, "lower", value.Lower);
            if (value.Upper is not null) Number(writer, "upper", value.Upper);
            if (value.Reason is not null) writer.WriteString("reason", value.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>A number, or null where there is none or JSON has none.</summary>
    public static void Number(Utf8JsonWriter writer, string property, double? value)
    {
        if (value is { } number && double.IsFinite(number)) writer.WriteNumber(property, number);
        else writer.WriteNull(property);
    }
}
