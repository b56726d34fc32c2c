using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Sdk.Extensibility;

/// <summary>Writes a <see cref="Metric"/> as its name.</summary>
public sealed class MetricJsonConverter : JsonConverter<Metric>
{
    /// <inheritdoc/>
    public override Metric Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("A metric is written as its name.");
        try
        {
            return Metric.Find(reader.GetString()!);
        }
        catch (ArgumentException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Metric value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.Name);
    }
}
