using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Sdk.Extensibility;

/// <summary>Writes a <see cref="ColumnSet"/> as an object of three lists: types, names, except.</summary>
public sealed class ColumnSetJsonConverter : JsonConverter<ColumnSet>
{
    /// <inheritdoc/>
    public override ColumnSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("A column set is written as a JSON object.");
        string[] types = ReadList(document.RootElement, "types");
        foreach (string type in types)
            if (!Enum.TryParse<ColumnType>(type, out _)) throw new JsonException($"'{type}' is no column type. Types: {string.Join(", ", Enum.GetNames<ColumnType>())}.");
        return new ColumnSet(new(types), new(ReadList(document.RootElement, "names")), new(ReadList(document.RootElement, "except")));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ColumnSet value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        WriteList(writer, "types", value.Types);
        WriteList(writer, "names", value.Names);
        WriteList(writer, "except", value.Exceptions);
        writer.WriteEndObject();
    }

    private static string[] ReadList(JsonElement set, string name) =>
        set.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(item => item.GetString() ?? throw new JsonException($"'{name}' has an item that is no string."))] : [];

    private static void WriteList(Utf8JsonWriter writer, string name, ValueList<string> items)
    {
        if (items.Count == 0) return;
        writer.WriteStartArray(name);
        foreach (string item in items) writer.WriteStringValue(item);
        writer.WriteEndArray();
    }
}
