using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A decision as the body of a document.</summary>
internal static class ApprovalJson
{
    public static string Write(bool isApproved, string reason)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteBoolean("approved", isApproved);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Decisions of other workspaces as the body of a document, or as a part of an archive.</summary>
    public static void WriteAll(Utf8JsonWriter json, IEnumerable<ModelApproval> decisions) => json.WriteItems("decisions", decisions, decision =>
    {
        json.WriteString("by", decision.By);
        json.WriteBoolean("approved", decision.IsApproved);
        json.WriteTime("at", decision.At);
        json.WriteString("reason", decision.Reason);
        json.WriteOptional("stated_by", decision.StatedBy);
    });

    /// <summary>What <see cref="WriteAll"/> wrote; none where there is nothing of it, as in archives of an older SDK.</summary>
    public static ImmutableArray<ModelApproval> ReadAll(string model, int version, JsonElement element) =>
        !element.TryGetProperty("decisions", out _) ? [] : [.. ArchiveJson.Items(element, "decisions").Select(decision => new ModelApproval(
            model, version, Short(ArchiveJson.Text(decision, "by")), decision.GetProperty("approved").GetBoolean(), ArchiveJson.Time(decision, "at"), Short(ArchiveJson.Text(decision, "reason")))
        {
            StatedBy = ArchiveJson.OptionalText(decision, "stated_by") is { } by ? Short(by) : null,
        })];

    private static string Short(string text) => text.Length <= CatalogText.Longest ? text : throw new FormatException($"a text of a decision has {text.Length} characters");

    public static ModelApproval Read(string model, int version, StoredDocument document)
    {
        using JsonDocument body = JsonDocument.Parse(document.Body!);
        return new ModelApproval(model, version, document.WrittenBy ?? "", body.RootElement.GetProperty("approved").GetBoolean(), document.WrittenAt, body.RootElement.GetProperty("reason").GetString() ?? "");
    }
}
