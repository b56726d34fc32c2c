using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Mlops.Sdk.Extensibility;

/// <summary>Writes and reads the manifest by hand, so that its form changes on purpose only.</summary>
internal static class BundleManifestJson
{
    /// <summary>The version of the SDK that writes.</summary>
    public static string SdkVersion { get; } = typeof(FittedPipeline).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static byte[] Write(BundleManifest manifest)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", "mlops");
            json.WriteNumber("format_version", BundleManifest.CurrentFormat);
            json.WriteString("sdk_version", manifest.SdkVersion);
            json.WriteString("created_at", manifest.CreatedAt);
            if (manifest.DataFingerprint is not null) json.WriteString("data_fingerprint", manifest.DataFingerprint);
            WriteFields(json, "input_schema", manifest.InputSchema.Fields);
            if (manifest.FeatureSources is not null) WriteSources(json, manifest.FeatureSources);
            WriteParts(json, "steps", manifest.Steps);
            WriteParts(json, "predictors", manifest.Predictors);
            WriteEntries(json, manifest.Entries);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public static BundleManifest Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 16 });
            JsonElement root = document.RootElement;
            if (root.GetProperty("format").GetString() != "mlops") throw new BundleFormatException("manifest.json is not that of a .mlops bundle.");
            int version = root.GetProperty("format_version").GetInt32();
            if (version != BundleManifest.CurrentFormat)
                throw new BundleFormatException($"The bundle has format {version}; this SDK reads format {BundleManifest.CurrentFormat}. {(version > BundleManifest.CurrentFormat ? "Update the SDK." : "Save the model again with this SDK.")}");
            return new BundleManifest
            {
                SdkVersion = Text(root, "sdk_version"),
                CreatedAt = Text(root, "created_at"),
                DataFingerprint = root.TryGetProperty("data_fingerprint", out JsonElement print) ? print.GetString() : null,
                FeatureSources = root.TryGetProperty("feature_sources", out JsonElement sources) ? ReadSources(sources) : null,
                InputSchema = new Schema(ReadFields(root.GetProperty("input_schema"))),
                Steps = ReadParts(root.GetProperty("steps")),
                Predictors = ReadParts(root.GetProperty("predictors")),
                Entries = ReadEntries(root),
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new BundleFormatException($"manifest.json cannot be read: {error.Message} Copy the bundle again, or save the model again.", error);
        }
    }

    public static void WriteFields(Utf8JsonWriter json, string name, IEnumerable<Field> fields)
    {
        json.WriteStartArray(name);
        foreach (Field field in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("type", field.Type.ToString());
            if (field.Role != ColumnRole.Feature) json.WriteString("role", field.Role.ToString());
            if (field.Levels is not null)
            {
                json.WriteStartArray("levels");
                foreach (string level in field.Levels.Names) json.WriteStringValue(level);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteEntries(Utf8JsonWriter json, ImmutableSortedDictionary<string, EntryHash> entries)
    {
        json.WriteStartObject("entries");
        foreach ((string name, EntryHash hash) in entries)
        {
            json.WriteStartObject(name);
            json.WriteNumber("length", hash.Length);
            json.WriteString("sha256", hash.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static ImmutableSortedDictionary<string, EntryHash> ReadEntries(JsonElement root) => root.GetProperty("entries").EnumerateObject().ToImmutableSortedDictionary(
        entry => entry.Name,
        entry => new EntryHash(entry.Value.GetProperty("length").GetInt64(), Text(entry.Value, "sha256")),
        StringComparer.Ordinal);

    public static void WriteSources(Utf8JsonWriter json, ImmutableSortedDictionary<string, ValueList<string>> sources)
    {
        json.WriteStartObject("feature_sources");
        foreach ((string feature, ValueList<string> columns) in sources)
        {
            json.WriteStartArray(feature);
            foreach (string column in columns) json.WriteStringValue(column);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static ImmutableSortedDictionary<string, ValueList<string>> ReadSources(JsonElement sources) => sources.EnumerateObject().ToImmutableSortedDictionary(
        feature => feature.Name,
        feature => new ValueList<string>([.. feature.Value.EnumerateArray().Select(column => column.GetString() ?? throw new FormatException($"A source of feature '{feature.Name}' is null."))]),
        StringComparer.Ordinal);

    private static void WriteParts(Utf8JsonWriter json, string name, ImmutableArray<PartHeader> parts)
    {
        json.WriteStartArray(name);
        foreach (PartHeader part in parts)
        {
            json.WriteStartObject();
            json.WriteString("folder", part.Folder);
            json.WriteString("kind", part.Kind);
            if (part.Label is not null) json.WriteString("label", part.Label);
            if (part.Task is { } task) json.WriteString("task", task.ToString());
            if (part.Classes.Length > 0)
            {
                json.WriteStartArray("classes");
                foreach (string item in part.Classes) json.WriteStringValue(item);
                json.WriteEndArray();
            }

            WriteFields(json, "inputs", part.Inputs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<Field> ReadFields(JsonElement fields) => fields.EnumerateArray().Select(field => new Field(
        Text(field, "name"),
        Enum.Parse<ColumnType>(Text(field, "type")),
        field.TryGetProperty("role", out JsonElement role) ? Enum.Parse<ColumnRole>(role.GetString() ?? "") : ColumnRole.Feature,
        field.TryGetProperty("levels", out JsonElement levels) ? new CategoryLevels([.. levels.EnumerateArray().Select(level => level.GetString()!)]) : null)).ToArray();

    private static ImmutableArray<PartHeader> ReadParts(JsonElement parts) => [.. parts.EnumerateArray().Select(part =>
        new PartHeader(Text(part, "folder"), Text(part, "kind"), [.. ReadFields(part.GetProperty("inputs"))])
        {
            Label = part.TryGetProperty("label", out JsonElement label) ? label.GetString() : null,
            Task = part.TryGetProperty("task", out JsonElement task) ? Enum.Parse<TaskKind>(task.GetString() ?? "") : null,
            Classes = part.TryGetProperty("classes", out JsonElement classes) ? [.. classes.EnumerateArray().Select(item => item.GetString()!)] : [],
        })];

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");
}
