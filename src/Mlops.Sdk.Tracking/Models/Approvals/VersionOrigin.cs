using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Where a version came from that was registered in another workspace.</summary>
/// <param name="RegisteredBy">Who registered it there.</param>
/// <param name="ImportedBy">Who brought it here.</param>
internal sealed record VersionOrigin(ImmutableArray<string> RegisteredBy, string ImportedBy)
{
    /// <summary>Whose approval would be one of their own work.</summary>
    public ImmutableArray<string> Authors => [.. RegisteredBy.Append(ImportedBy).Distinct(StringComparer.OrdinalIgnoreCase)];

    public static VersionOrigin Read(StoredDocument document)
    {
        using JsonDocument body = JsonDocument.Parse(document.Body!);
        return new VersionOrigin([.. body.RootElement.GetProperty("registered_by").EnumerateArray().Select(name => name.GetString() ?? "")], body.RootElement.GetProperty("imported_by").GetString() ?? "");
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
            json.WriteString("imported_by", ImportedBy);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
