using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>Writes a member as its kind and its options.</summary>
internal sealed class EnsembleMemberJsonConverter : JsonConverter<EnsembleMember>
{
    public override EnsembleMember Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument json = JsonDocument.ParseValue(ref reader);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("kind", out JsonElement kind) || kind.ValueKind != JsonValueKind.String || !json.RootElement.TryGetProperty("options", out JsonElement settings))
            throw new JsonException("A member is written as an object of its kind and its options.");
        try
        {
            return EnsembleMember.Read(kind.GetString()!, settings.GetRawText());
        }
        catch (ArgumentException error)
        {
            throw new JsonException($"The options of a member of kind '{kind.GetString()}' cannot be used: {error.Message}", error);
        }
    }

    public override void Write(Utf8JsonWriter writer, EnsembleMember value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", value.Kind);
        writer.WritePropertyName("options");
        writer.WriteRawValue(value.OptionsJson);
        writer.WriteEndObject();
    }
}
