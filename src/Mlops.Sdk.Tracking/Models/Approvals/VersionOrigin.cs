using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Whose work a version is.</summary>
/// <param name="RegisteredBy">Who registered it, here or in the workspace that it comes from.</param>
/// <param name="ImportedBy">Who brought it here; null when it was registered here.</param>
internal sealed record VersionOrigin(ImmutableArray<string> RegisteredBy, string? ImportedBy)
{
    /// <summary>Whose approval would be one of their own work.</summary>
    public ImmutableArray<string> Authors => [.. RegisteredBy.Append(ImportedBy).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    public static VersionOrigin Read(StoredDocument document)
    {
        using JsonDocument body = JsonDocument.Parse(document.Body!);
        return new VersionOrigin([.. body.RootElement.GetProperty("registered_by").EnumerateArray().Select(name => name.GetString() ?? "")], body.RootElement.TryGetProperty("imported_by", out JsonElement by) ? by.GetString() : null);
    }

    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("registered_by");
            foreach (string name in RegisteredBy) json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteOptional("imported_by", ImportedBy);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
