using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Sdk.Extensibility;

/// <summary>Writes <see cref="ValueList{T}"/> of strings, numbers and integers as JSON arrays, without reflection.</summary>
public sealed class ValueListJsonConverter : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert == typeof(ValueList<string>) || typeToConvert == typeof(ValueList<double>) || typeToConvert == typeof(ValueList<int>);

    /// <inheritdoc/>
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        typeToConvert == typeof(ValueList<string>) ? new Items<string>(static (ref reader) => reader.GetString() ?? throw new JsonException("A list of texts holds null."), static (writer, item) => writer.WriteStringValue(item))
        : typeToConvert == typeof(ValueList<double>) ? new Items<double>(static (ref reader) => reader.GetDouble(), static (writer, item) => writer.WriteNumberValue(item))
        : typeToConvert == typeof(ValueList<int>) ? new Items<int>(static (ref reader) => reader.GetInt32(), static (writer, item) => writer.WriteNumberValue(item))
        : null;

    private delegate T Read<T>(ref Utf8JsonReader reader);

    private sealed class Items<T>(Read<T> read, Action<Utf8JsonWriter, T> write) : JsonConverter<ValueList<T>>
    {
        public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A list is written as a JSON array.");
            var items = new List<T>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(read(ref reader));
            return new ValueList<T>(items);
        }

        public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (T item in value.AsSpan()) write(writer, item);
            writer.WriteEndArray();
        }
    }
}
