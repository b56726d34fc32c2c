using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>
/// What the JSON of all kinds of models has in common. Reading: whatever the text is, it ends in a value or in an <see cref="InvalidDataException"/> that names the place. A property that is
/// not known, or stands twice, is refused: what is not understood might change what the model means.
/// </summary>
internal static class ModelJsonForm
{
    private const int MostDepth = 16;
    private const int Version = 1;

    /// <summary>Reads a model.</summary>
    /// <param name="json">The text.</param>
    /// <param name="kind">The kind as it stands in the JSON.</param>
    /// <param name="name">The kind as messages say it.</param>
    /// <param name="read">Makes the model of the outermost object.</param>
    public static T Read<T>(string json, string kind, string name, Func<ModelJsonPart, T> read)
    {
        ArgumentNullException.ThrowIfNull(json);
        using JsonDocument document = Parse(json, name);
        ModelJsonPart root = new(document.RootElement, name);
        root.Property("kind").Expect(kind);
        root.Property("version").Integer(Version, Version);
        return read(root);
    }

    /// <summary>Begins the object of a model.</summary>
    public static void WriteHead(Utf8JsonWriter json, string kind)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind);
        json.WriteNumber("version", Version);
    }

    /// <summary>Writes the index of a feature and, if there are names, its name beside it.</summary>
    public static void WriteFeature(Utf8JsonWriter json, int feature, IReadOnlyList<string>? names)
    {
        json.WriteNumber("feature", feature);
        if (names is not null && feature < names.Count) json.WriteString("name", names[feature]);
    }

    private static JsonDocument Parse(string json, string name)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MostDepth, AllowDuplicateProperties = false });
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException) // The last two are for texts with half a surrogate pair.
        {
            throw new InvalidDataException($"The saved {name} cannot be read: it is not the JSON of a model. {error.Message}", error);
        }
    }
}
