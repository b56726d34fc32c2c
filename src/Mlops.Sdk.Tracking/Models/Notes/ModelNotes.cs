using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What people say of a model or a version and may change: a description and tags. Every change is kept, and is in the audit chain.</summary>
public sealed record ModelNotes
{
    /// <summary>No notes.</summary>
    public static ModelNotes Empty { get; } = new();

    /// <summary>What it is; null when nobody has said.</summary>
    public string? Description { get; init; }

    /// <summary>Labels that may change.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>How often they were changed; 0 when there are none.</summary>
    public int Revision { get; init; }

    /// <summary>When they were last changed.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who last changed them.</summary>
    public string? ChangedBy { get; init; }

    internal static ModelNotes Read(StoredDocument? document)
    {
        if (document?.Body is null) return Empty;
        using JsonDocument body = JsonDocument.Parse(document.Body);
        return new ModelNotes
        {
            Description = body.RootElement.TryGetProperty("description", out JsonElement description) ? description.GetString() : null,
            Tags = body.RootElement.GetProperty("tags").EnumerateObject().ToImmutableSortedDictionary(tag => tag.Name, tag => tag.Value.GetString() ?? "", StringComparer.Ordinal),
            Revision = document.Revision,
            ChangedAt = document.WrittenAt,
            ChangedBy = document.WrittenBy,
        };
    }

    internal string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (Description is not null) json.WriteString("description", Description);
            json.WriteStartObject("tags");
            foreach ((string name, string value) in Tags) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
