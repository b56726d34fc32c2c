using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The entry of an archive that names all others.</summary>
internal static class ArchiveManifest
{
    public const string Name = "manifest.json", HashName = "manifest.sha256";
    private const string Format = "mlops-workspace";
    private const int Version = 1;

    public static byte[] Write(IReadOnlyDictionary<string, ArchiveEntry> entries, DateTimeOffset createdAt, string createdBy)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("format_version", Version);
            json.WriteString("created_at", createdAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("created_by", createdBy);
            json.WriteStartObject("entries");
            foreach ((string name, ArchiveEntry entry) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(name);
                json.WriteNumber("length", entry.Length);
                json.WriteString("sha256", entry.Sha256);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    public static ImmutableSortedDictionary<string, ArchiveEntry> Read(byte[] bytes) => ArchiveJson.Read(Name, bytes, root =>
    {
        if (ArchiveJson.Text(root, "format") != Format) throw TrackingErrors.ArchiveRefused("its manifest is not that of a workspace");
        int version = root.GetProperty("format_version").GetInt32();
        if (version != Version) throw TrackingErrors.ArchiveRefused(FormattableString.Invariant($"it has format {version}, and this version of the SDK reads format {Version}; {(version > Version ? "update the SDK" : "export it again")}"));
        var entries = ImmutableSortedDictionary.CreateBuilder<string, ArchiveEntry>(StringComparer.Ordinal);
        foreach (JsonProperty entry in root.GetProperty("entries").EnumerateObject())
        {
            var found = new ArchiveEntry(entry.Value.GetProperty("length").GetInt64(), ArchiveJson.Hash(entry.Value, "sha256"));
            if (found.Length < 0 || !entries.TryAdd(entry.Name, found)) throw TrackingErrors.ArchiveRefused($"its manifest names {ErrorText.Show(entry.Name)} twice or with a length below 0");
        }

        return entries.ToImmutable();
    });
}
