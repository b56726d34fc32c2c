using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Names, types, roles and levels in the footer of a Parquet file, beside the file's own schema, which has no place for roles and levels.</summary>
internal static class StoredSchema
{
    public const string Key = "mlops.schema";
    private const int Format = 1;

    /// <summary>A schema as JSON. Its levels stand in it where the fields state them.</summary>
    public static string Write(Schema schema)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteStartArray("columns");
            foreach (Field field in schema)
            {
                json.WriteStartObject();
                json.WriteString("name", field.Name);
                json.WriteString("type", field.Type.ToString());
                json.WriteString("role", field.Role.ToString());
                if (field.Levels is { } levels)
                {
                    json.WriteStartArray("levels");
                    foreach (string level in levels.Names) json.WriteStringValue(level);
                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The schema that every one of some files holds, with the levels of all; null where one holds none, or another.</summary>
    public static Schema? Read(DuckDbSession session, string files, int count, string place)
    {
        List<string?[]> rows = session.Rows($"SELECT DISTINCT decode(value) FROM parquet_kv_metadata({files}) WHERE key = encode({SqlText.Literal(Key)})", place);
        if (rows.Count == 0 || session.Rows($"SELECT CAST(count(*) AS VARCHAR) FROM parquet_kv_metadata({files}) WHERE key = encode({SqlText.Literal(Key)})", place)[0][0] != count.ToString(System.Globalization.CultureInfo.InvariantCulture)) return null;
        Schema[] schemas = new Schema[rows.Count];
        for (int i = 0; i < schemas.Length; i++)
        {
            if (Parse(rows[i][0]) is not { } schema) return null;
            schemas[i] = schema;
        }

        if (schemas.Length == 1) return schemas[0];
        bool alike = schemas.All(schema => schema.Select(field => field with { Levels = null }).SequenceEqual(schemas[0].Select(field => field with { Levels = null })));
        return alike ? new Schema(schemas[0].Select((field, i) => field with { Levels = Unite([.. schemas.Select(schema => schema[i].Levels)]) })) : null;
    }

    // The text comes from outside: whatever is not a schema is as good as none.
    private static Schema? Parse(string? text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text ?? "");
            if (document.RootElement.GetProperty("format").GetInt32() != Format) return null;
            return new Schema(document.RootElement.GetProperty("columns").EnumerateArray().Select(FieldOf).ToArray());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static Field FieldOf(JsonElement column)
    {
        ColumnType type = Enum.Parse<ColumnType>(column.GetProperty("type").GetString() ?? "");
        ColumnRole role = Enum.Parse<ColumnRole>(column.GetProperty("role").GetString() ?? "");
        if (!Enum.IsDefined(type) || !Enum.IsDefined(role)) throw new FormatException();
        CategoryLevels? levels = type == ColumnType.Category && column.TryGetProperty("levels", out JsonElement names) ? new CategoryLevels([.. names.EnumerateArray().Select(name => name.GetString()!)]) : null;
        return new Field(column.GetProperty("name").GetString() ?? "", type, role, levels);
    }

    private static CategoryLevels? Unite(CategoryLevels?[] all)
    {
        if (Array.Exists(all, levels => levels is null)) return null;
        CategoryLevels largest = all.MaxBy(levels => levels!.Count)!;
        if (all.All(levels => levels!.Names.All(name => largest.IndexOf(name) >= 0))) return largest;
        ImmutableArray<string> names = [.. all.SelectMany(levels => levels!.Names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new CategoryLevels(names);
    }
}
