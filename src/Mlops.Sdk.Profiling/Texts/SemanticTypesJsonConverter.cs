using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>Writes <see cref="SemanticTypes"/> as a JSON object of names and types, without reflection.</summary>
internal sealed class SemanticTypesJsonConverter : JsonConverter<SemanticTypes>
{
    public override SemanticTypes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Declared types are written as a JSON object.");
        var types = new List<KeyValuePair<string, SemanticType>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string column = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || !Enum.TryParse(reader.GetString(), out SemanticType type) || !Enum.IsDefined(type)) throw new JsonException($"Column '{column}' has no semantic type.");
            types.Add(new(column, type));
        }

        return SemanticTypes.From(types);
    }

    public override void Write(Utf8JsonWriter writer, SemanticTypes value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (string column in value.Columns) writer.WriteString(column, value[column].ToString());
        writer.WriteEndObject();
    }
}
