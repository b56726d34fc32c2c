using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>Vectors in JSON: an array of objects with a name, and columns or a prefix.</summary>
internal sealed class VectorListJsonConverter : JsonConverter<ValueList<VectorColumns>>
{
    public override ValueList<VectorColumns> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Array) throw new JsonException("Vectors are an array.");
        return [.. document.RootElement.EnumerateArray().Select(Of)];
    }

    public override void Write(Utf8JsonWriter writer, ValueList<VectorColumns> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (VectorColumns vector in value)
        {
            writer.WriteStartObject();
            writer.WriteString("name", vector.Name);
            if (vector.Prefix is { } prefix) writer.WriteString("prefix", prefix);
            writer.WriteStartArray("columns");
            foreach (string column in vector.Columns) writer.WriteStringValue(column);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static VectorColumns Of(JsonElement vector)
    {
        if (vector.ValueKind != JsonValueKind.Object || !vector.TryGetProperty("name", out JsonElement name) || name.ValueKind != JsonValueKind.String) throw new JsonException("A vector is an object with a name.");
        return new VectorColumns(name.GetString()!)
        {
            Prefix = vector.TryGetProperty("prefix", out JsonElement prefix) ? prefix.GetString() : null,
            Columns = vector.TryGetProperty("columns", out JsonElement columns) && columns.ValueKind == JsonValueKind.Array ? [.. columns.EnumerateArray().Select(column => column.GetString() ?? throw new JsonException("A column has a name."))] : [],
        };
    }
}
