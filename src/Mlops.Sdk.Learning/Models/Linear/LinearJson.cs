using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>The JSON of a <see cref="LinearModel"/>: written by hand, for people and for tools, and read back to the same bits. Names are shown and not read.</summary>
internal static class LinearJson
{
    private const string Kind = "linear";

    public static string Write(LinearModel model, IReadOnlyList<string>? names)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true }))
        {
            ModelJsonForm.WriteHead(json, Kind);
            json.WriteNumber("features", model.FeatureCount);
            json.WriteBoolean("single_precision", model.SinglePrecision);
            json.WriteStartArray("outputs");
            for (int output = 0; output < model.OutputCount; output++)
                WriteOutput(json, model.Bias[output], model.Weights.AsSpan().Slice(output * model.FeatureCount, model.FeatureCount), names);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static LinearModel Read(string text) => ModelJsonForm.Read(text, Kind, "linear model", json =>
    {
        json.Allow("kind", "version", "features", "single_precision", "outputs");
        int features = json.Property("features").Integer(0);
        ImmutableArray<double>.Builder bias = ImmutableArray.CreateBuilder<double>(), weights = ImmutableArray.CreateBuilder<double>();
        foreach (ModelJsonPart output in json.Property("outputs").Items(minimum: 1))
        {
            output.Allow("bias", "weights");
            bias.Add(output.Property("bias").Finite());
            ModelJsonPart[] items = output.Property("weights").Items();
            if (items.Length != features) throw output.Property("weights").Fault($"there are {items.Length} weights for {features} features");
            for (int feature = 0; feature < features; feature++)
                weights.Add(ReadWeight(items[feature], feature));
        }

        return new LinearModel(weights.ToImmutable(), bias.ToImmutable(), json.Property("single_precision").Flag());
    });

    private static double ReadWeight(ModelJsonPart json, int feature)
    {
        json.Allow("feature", "name", "weight");
        json.Property("feature").Integer(feature, feature);
        return json.Property("weight").Finite();
    }

    private static void WriteOutput(Utf8JsonWriter json, double bias, ReadOnlySpan<double> weights, IReadOnlyList<string>? names)
    {
        json.WriteStartObject();
        json.WriteNumber("bias", bias);
        json.WriteStartArray("weights");
        for (int feature = 0; feature < weights.Length; feature++)
        {
            json.WriteStartObject();
            ModelJsonForm.WriteFeature(json, feature, names);
            json.WriteNumber("weight", weights[feature]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
