using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Writes the tables of a classification into the JSON of its report.</summary>
internal static class EvaluationJson
{
    public static void Write(Utf8JsonWriter writer, EvaluationReport report, ConfusionMatrix confusion)
    {
        writer.WriteStartArray("classes");
        foreach (ClassResult result in report.Classes)
        {
            writer.WriteStartObject();
            writer.WriteString("class", result.Class);
            writer.WriteNumber("rows", result.Rows);
            MetricJson.Number(writer, "precision", result.Precision);
            MetricJson.Number(writer, "recall", result.Recall);
            MetricJson.Number(writer, "f1", result.F1);
            MetricJson.Number(writer, "auc", result.Auc);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("confusion");
        foreach (double[] row in confusion.Counts.Chunk(confusion.Classes.Length))
        {
            writer.WriteStartArray();
            foreach (double count in row) writer.WriteNumberValue(count);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        WriteGains(writer, report.Gains);
        WriteCalibration(writer, report.Calibration);
    }

    public static void WriteSegments(Utf8JsonWriter writer, IEnumerable<SegmentResult> segments)
    {
        writer.WriteStartArray("segments");
        foreach (SegmentResult segment in segments)
        {
            writer.WriteStartObject();
            writer.WriteString("column", segment.Column);
            writer.WriteString("segment", segment.Segment);
            writer.WriteNumber("rows", segment.RowCount);
            writer.WriteBoolean("is_worse", segment.IsWorse);
            MetricJson.Write(writer, "metrics", segment.Values);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteGains(Utf8JsonWriter writer, IEnumerable<GainRow> gains)
    {
        writer.WriteStartArray("gains");
        foreach (GainRow row in gains)
        {
            writer.WriteStartObject();
            writer.WriteNumber("depth_fraction", row.DepthFraction);
            writer.WriteNumber("threshold", row.Threshold);
            writer.WriteNumber("captured_fraction", row.CapturedFraction);
            writer.WriteNumber("lift", row.Lift);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCalibration(Utf8JsonWriter writer, IEnumerable<CalibrationBin> bins)
    {
        writer.WriteStartArray("calibration");
        foreach (CalibrationBin bin in bins)
        {
            writer.WriteStartObject();
            writer.WriteNumber("from", bin.From);
            writer.WriteNumber("to", bin.To);
            writer.WriteNumber("rows", bin.Rows);
            writer.WriteNumber("predicted", bin.Predicted);
            writer.WriteNumber("observed", bin.Observed);
            MetricJson.Number(writer, "lower", bin.Lower);
            MetricJson.Number(writer, "upper", bin.Upper);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
