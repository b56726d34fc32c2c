using System.Globalization;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads and writes the documents of an archive. What was not written by this SDK is refused (MLO6061) with the name of the entry.</summary>
internal static class ArchiveJson
{
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    public static T Read<T>(string entry, byte[] bytes, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16 });
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw TrackingErrors.ArchiveRefused($"the entry {ErrorText.Show(entry)} cannot be read ({e.Message})", e);
        }
    }

    public static string Text(JsonElement element, string name) => OptionalText(element, name) ?? throw new FormatException($"'{name}' is missing");

    public static string? OptionalText(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement found) ? found.GetString() : null;

    public static DateTimeOffset Time(JsonElement element, string name) => DateTimeOffset.ParseExact(Text(element, name), "O", CultureInfo.InvariantCulture).ToUniversalTime();

    public static string Hash(JsonElement element, string name)
    {
        string hash = Text(element, name);
        return hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) ? hash : throw new FormatException($"'{name}' is no SHA-256");
    }

    public static T Enumeration<T>(JsonElement element, string name)
        where T : struct, Enum
    {
        string text = Text(element, name);
        return Enum.TryParse(text, out T value) && Enum.IsDefined(value) && value.ToString() == text ? value : throw new FormatException($"'{name}' is {ErrorText.Show(text)}");
    }

    public static IEnumerable<JsonElement> Items(JsonElement element, string name) => element.GetProperty(name).EnumerateArray();

    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset time) => json.WriteString(name, time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));

    public static void WriteNumberOrName(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
    }

    public static double NumberOrName(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number ? element.GetDouble() : double.Parse(element.GetString() ?? "", NumberStyles.Float, CultureInfo.InvariantCulture);

    public static void WriteItems<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> texts)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in texts) json.WriteString(key, value);
        json.WriteEndObject();
    }

    public static IEnumerable<KeyValuePair<string, string>> Texts(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateObject().Select(text => KeyValuePair.Create(Names.Key(text.Name), text.Value.GetString() ?? throw new FormatException($"'{text.Name}' is null")));
}
