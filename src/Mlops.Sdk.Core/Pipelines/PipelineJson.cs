using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Pipelines as JSON: the kinds of the stages in order, with their options. Only kinds that are known are ever made.</summary>
internal static class PipelineJson
{
    private const string Format = "mlops-pipeline";
    private const int CurrentVersion = 1, MostStages = 1000;

    public static string Write(Pipeline pipeline)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("format_version", CurrentVersion);
            json.WriteNumber("calibration_fraction", pipeline.CalibrationFraction);
            json.WriteNumber("calibration_folds", pipeline.CalibrationFolds);
            json.WriteStartArray("stages");
            foreach (Stage stage in pipeline.Stages)
            {
                json.WriteStartObject();
                json.WriteString("kind", stage.Kind);
                json.WritePropertyName("options");
                json.WriteRawValue(stage.ToOptionsJson());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static (ImmutableArray<Stage> Stages, double CalibrationFraction, int CalibrationFolds) Read(string json, StageKinds kinds)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (Required(root, "format").GetString() != Format) throw new FormatException("its format is another");
            if (Required(root, "format_version").GetInt32() is var version && version != CurrentVersion) throw new FormatException($"it has format {version} and this SDK reads format {CurrentVersion}");
            JsonElement stages = Required(root, "stages");
            if (stages.GetArrayLength() > MostStages) throw new FormatException($"it has more than {MostStages} stages");
            double fraction = Required(root, "calibration_fraction").GetDouble();
            int folds = Required(root, "calibration_folds").GetInt32();
            if (fraction is not (> 0 and < 1) || folds is < 0 or 1) throw new FormatException("its calibration is out of range");
            ImmutableArray<Stage> made = [.. stages.EnumerateArray().Select(stage => kinds.MakeStage(Required(stage, "kind").GetString() ?? "", Required(stage, "options").GetRawText()))];
            RequireOrder(made);
            return (made, fraction, folds);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new ArgumentException($"The text is no pipeline: {error.Message}", nameof(json), error);
        }
    }

    private static JsonElement Required(JsonElement from, string name) =>
        from.TryGetProperty(name, out JsonElement value) ? value : throw new FormatException($"it has no '{name}'");

    private static void RequireOrder(ImmutableArray<Stage> stages)
    {
        bool trained = false;
        foreach (Stage stage in stages)
        {
            if (stage is PostStep != trained) throw new FormatException($"the stage '{stage.Kind}' stands in the wrong place; steps and resamplers come before the one trainer, post-steps after it");
            trained |= stage is Trainer;
        }
    }
}
