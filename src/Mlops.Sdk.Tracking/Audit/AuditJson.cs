using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>An entry of the audit chain as one line of JSON. Reading gives the entry that was written, so that its hash can be worked out again.</summary>
internal static class AuditJson
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    public static void Write(IBufferWriter<byte> output, AuditEntry entry)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteNumber("sequence", entry.Sequence);
            writer.WriteString("at", entry.Record.At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            writer.WriteString("action", Sound(entry.Record.Action));
            writer.WriteString("subject", Sound(entry.Record.Subject));
            if (entry.Record.Actor is string actor) writer.WriteString("actor", Sound(actor));
            if (entry.Record.Detail is string detail) writer.WriteString("detail", Sound(detail));
            writer.WriteString("previous_hash", Sound(entry.PreviousHash));
            writer.WriteString("hash", Sound(entry.Hash));
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>The entry of a line; null when the line is none.</summary>
    public static AuditEntry? Read(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 4 });
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            HashSet<string> seen = new(StringComparer.Ordinal);
            // A name that is not known, or given twice, is content that no hash covers.
            foreach (JsonProperty property in root.EnumerateObject())
                if (!seen.Add(property.Name) || property.Name is not ("sequence" or "at" or "action" or "subject" or "actor" or "detail" or "previous_hash" or "hash")) return null;
            if (!DateTimeOffset.TryParseExact(Text("at"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)) return null;
            return new AuditEntry(root.GetProperty("sequence").GetInt64(), new AuditRecord(Text("action"), Text("subject"), at, Optional("actor"), Optional("detail")), Text("previous_hash"), Text("hash"));

            string Text(string name) => root.GetProperty(name).GetString() ?? throw new KeyNotFoundException();

            string? Optional(string name) => root.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? throw new KeyNotFoundException() : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    // Half of a surrogate pair is U+FFFD in the store and under the hash as well.
    private static string Sound(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
