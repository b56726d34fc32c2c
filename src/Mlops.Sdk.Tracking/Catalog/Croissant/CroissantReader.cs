using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Reads what a Croissant description (1.0 or 1.1) says of a dataset and its columns. Of texts in several languages the English one is taken, or else the first. Nothing is fetched.</summary>
internal static class CroissantReader
{
    private const int LongestText = 20_000_000, LongestLine = 250, MostItems = 1000;

    public static DatasetEntry Read(string json, string? name)
    {
        if (json.Length > LongestText) throw CatalogErrors.NoCroissant($"it has {json.Length} characters, and {LongestText} are the most");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw CatalogErrors.NoCroissant("it is no JSON object");
            string conforms = string.Join(' ', Texts(root, "conformsTo"));
            if (!conforms.Contains("mlcommons.org/croissant/", StringComparison.Ordinal)) throw CatalogErrors.NoCroissant("its conformsTo does not name http://mlcommons.org/croissant/");
            var entry = new DatasetEntry
            {
                Name = name ?? Texts(root, "name").FirstOrDefault() ?? throw CatalogErrors.NoCroissant("it has no name; give one"),
                Description = Prose(Texts(root, "description").FirstOrDefault()),
                License = Line(Texts(root, "license").FirstOrDefault()),
                Url = Line(Texts(root, "url").FirstOrDefault()),
                Citation = Prose(Texts(root, "citeAs").FirstOrDefault()),
                Owners = Lines(Texts(root, "creator")),
                Tags = Lines(Texts(root, "keywords").SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))),
            };
            foreach (JsonElement records in Items(root, "recordSet"))
                foreach (JsonElement field in Items(records, "field")) entry = With(entry, field);
            return entry;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw CatalogErrors.NoCroissant(e.Message, e);
        }
    }

    private static DatasetEntry With(DatasetEntry entry, JsonElement field)
    {
        if (ColumnOf(field) is not { } column || Texts(field, "description").FirstOrDefault() is not { } description || entry.Columns.Count >= MostItems) return entry;
        return Line(column) is { } name ? entry.WithColumn(name, old => old with { Description = Prose(description) }) : entry;
    }

    private static string? ColumnOf(JsonElement field) =>
        field.ValueKind == JsonValueKind.Object && field.TryGetProperty("source", out JsonElement source) && source.ValueKind == JsonValueKind.Object && source.TryGetProperty("extract", out JsonElement extract) && Texts(extract, "column").FirstOrDefault() is { } column
            ? column
            : Texts(field, "name").FirstOrDefault()?.Split('/')[^1];

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out JsonElement value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
        : [value];

    // A text, texts by language, a list of either, or things with a name, an address or an id.
    private static IEnumerable<string> Texts(JsonElement element, string name) => Items(element, name).SelectMany(TextsOf);

    private static IEnumerable<string> TextsOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return [value.GetString()!];
        if (value.ValueKind != JsonValueKind.Object) return [];
        foreach (string key in (ReadOnlySpan<string>)["name", "url", "@id", "@value", "en"])
            if (value.TryGetProperty(key, out JsonElement inner) && inner.ValueKind is JsonValueKind.String or JsonValueKind.Object) return TextsOf(inner);
        return value.EnumerateObject().Where(language => language.Value.ValueKind == JsonValueKind.String).Take(1).Select(language => language.Value.GetString()!);
    }

    private static string? Prose(string? text) => text is null ? null : Clean(text, keepLines: true) is { Length: > 0 } clean ? clean[..Math.Min(clean.Length, CatalogText.Longest)] : null;

    private static string? Line(string? text) => text is null ? null : Clean(text, keepLines: false).Normalize().Trim() is { Length: > 0 and <= LongestLine } line ? line : null;

    private static ValueList<string> Lines(IEnumerable<string> texts) => [.. texts.Select(Line).OfType<string>().Take(MostItems)];

    private static string Clean(string text, bool keepLines) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value is '\n' or '\r' or '\t' ? keepLines ? rune.ToString() : " " : System.Text.Rune.IsControl(rune) ? "" : rune.ToString()));
}
