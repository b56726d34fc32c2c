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

    public static ModelApproval Read(string model, int version, StoredDocument document)
    {
        using JsonDocument body = JsonDocument.Parse(document.Body!);
        return new ModelApproval(model, version, document.WrittenBy ?? "", body.RootElement.GetProperty("approved").GetBoolean(), document.WrittenAt, body.RootElement.GetProperty("reason").GetString() ?? "");
    }
}
