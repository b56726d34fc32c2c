using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>Writes counts as an object of classes and rows, in their order.</summary>
internal sealed class ClassCountsJsonConverter : JsonConverter<ValueList<ClassCount>>
{
    public override ValueList<ClassCount> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Counts are written as an object of classes and rows.");
        var counts = new List<ClassCount>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            counts.Add(new ClassCount(name, reader.GetInt32()));
        }

        return new ValueList<ClassCount>(counts);
    }

    public override void Write(Utf8JsonWriter writer, ValueList<ClassCount> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (ClassCount count in value) writer.WriteNumber(count.Class, count.Rows);
        writer.WriteEndObject();
    }
}
