using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A profile by segment in JSON: what each column does in each segment, and what stands out.</summary>
internal static class SegmentJson
{
    public static void Write(Utf8JsonWriter writer, SegmentReport report)
    {
        writer.WriteNumber("rows", report.Whole.RowCount);
        writer.WriteStartArray("by");
        foreach (string column in report.By) writer.WriteStringValue(column);
        writer.WriteEndArray();
        writer.WriteStartArray("segments");
        foreach (SegmentProfile segment in report.Segments) Write(writer, segment);
        writer.WriteEndArray();
        writer.WriteStartArray("contrasts");
        foreach (SegmentContrast contrast in report.Contrasts)
        {
            writer.WriteStartObject();
            writer.WriteString("segment", contrast.Segment);
            writer.WriteString("column", contrast.Column);
            writer.WriteString("measure", contrast.Measure);
            if (contrast.Level is { } level) writer.WriteString("level", level);
            writer.WriteReal("value", contrast.Value);
            writer.WriteReal("others", contrast.Others);
            writer.WriteReal("effect", contrast.Effect);
            writer.WriteReal("p", contrast.PValue);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, SegmentProfile segment)
    {
        writer.WriteStartObject();
        writer.WriteString("name", segment.Name);
        writer.WriteNumber("rows", segment.Rows);
        writer.WriteReal("share", segment.Share);
        writer.WriteBoolean("rest", segment.IsRest);
        writer.WriteBoolean("complete", segment.IsComplete);
        writer.WriteStartArray("columns");
        foreach (ColumnProfile column in segment.Profile.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteNumber("missing", column.Missing);
            writer.WriteReal("distinct", column.Distinct);
            if (column.HasNumbers)
            {
                writer.WriteReal("mean", column.Mean);
                writer.WriteReal("std", column.StandardDeviation);
                writer.WriteReal("min", column.Min);
                writer.WriteReal("median", column.Quantile(0.5));
                writer.WriteReal("max", column.Max);
            }

            ProfileJson.WriteTop(writer, column);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
