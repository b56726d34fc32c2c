using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>One change of a record of the catalog: who changed what, and when.</summary>
/// <param name="Revision">The number of the change, from 1.</param>
/// <param name="ChangedAt">When.</param>
/// <param name="ChangedBy">Who; null when that is not known.</param>
/// <param name="Changed">The properties that changed, by their names in the document; empty when it was made or removed.</param>
/// <param name="IsRemoval">Whether it was removed.</param>
public sealed record CatalogChange(int Revision, DateTimeOffset ChangedAt, string? ChangedBy, ValueList<string> Changed, bool IsRemoval)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{ChangedBy ?? "somebody"} {(IsRemoval ? "removed it" : Changed.Count > 0 ? $"changed {string.Join(", ", Changed)}" : Revision == 1 ? "made it" : "wrote it again")} at {ChangedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");

    internal static ImmutableArray<CatalogChange> Of(IReadOnlyList<StoredDocument> history) =>
    [
        .. history.Select((document, i) => new CatalogChange(document.Revision, document.WrittenAt, document.WrittenBy, Names(i == 0 ? null : history[i - 1].Body, document.Body), document.Body is null)),
    ];

    private static ValueList<string> Names(string? before, string? after)
    {
        if (before is null || after is null) return [];
        try
        {
            using JsonDocument old = JsonDocument.Parse(before), now = JsonDocument.Parse(after);
            if (old.RootElement.ValueKind != JsonValueKind.Object || now.RootElement.ValueKind != JsonValueKind.Object) return [];
            Dictionary<string, string> values = [];
            foreach (JsonProperty property in old.RootElement.EnumerateObject()) values[property.Name] = property.Value.GetRawText();
            List<string> changed = [];
            foreach (JsonProperty property in now.RootElement.EnumerateObject())
                if (!values.Remove(property.Name, out string? value) || value != property.Value.GetRawText()) changed.Add(property.Name);
            return [.. changed.Concat(values.Keys).Distinct().Order(StringComparer.Ordinal)];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
