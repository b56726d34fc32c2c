using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Reads JSON objects as rows.</summary>
internal static class JsonRows
{
    public static Dataset Read(ReadOnlySpan<byte> utf8, Schema? schema)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        var builder = new RowsBuilder(schema, true);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            bool inArray = false;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartArray && !inArray) inArray = true;
                else if (reader.TokenType == JsonTokenType.EndArray) inArray = false;
                else if (reader.TokenType == JsonTokenType.StartObject) AddRow(builder, ref reader);
                else throw new MlopsException("MLO1035", $"Row {builder.RowCount} is a JSON {reader.TokenType}, at byte {reader.TokenStartIndex}; each row is an object such as {{\"age\": 39}}.");
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new MlopsException("MLO1035", $"The JSON cannot be read at row {builder.RowCount}: {exception.Message} Give an array of objects, or one object a line.", exception);
        }

        return builder.Build();
    }

    private static void AddRow(RowsBuilder builder, ref Utf8JsonReader reader)
    {
        using JsonDocument row = JsonDocument.ParseValue(ref reader);
        foreach (JsonProperty property in row.RootElement.EnumerateObject()) builder.Set(property.Name, property.Value);
        builder.EndRow();
    }
}
