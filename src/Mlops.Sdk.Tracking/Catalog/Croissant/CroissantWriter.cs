using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Writes the description of a version in Croissant 1.1: one file of data, one set of records with a field per column (http://mlcommons.org/croissant/1.1).</summary>
internal static class CroissantWriter
{
    public const string ConformsTo = "http://mlcommons.org/croissant/1.1";
    private const string Records = "records";

    // What each name of the description stands for, as the format asks.
    private static readonly (string Name, string Meaning)[] s_context =
    [
        ("@language", "en"), ("@vocab", "https://schema.org/"), ("arrayShape", "cr:arrayShape"), ("citeAs", "cr:citeAs"), ("column", "cr:column"), ("conformsTo", "dct:conformsTo"), ("containedIn", "cr:containedIn"), ("cr", "http://mlcommons.org/croissant/"),
        ("rai", "http://mlcommons.org/croissant/RAI/"), ("dct", "http://purl.org/dc/terms/"), ("equivalentProperty", "cr:equivalentProperty"), ("extract", "cr:extract"), ("field", "cr:field"), ("fileProperty", "cr:fileProperty"), ("fileObject", "cr:fileObject"), ("fileSet", "cr:fileSet"), ("format", "cr:format"),
        ("includes", "cr:includes"), ("isArray", "cr:isArray"), ("isLiveDataset", "cr:isLiveDataset"), ("jsonPath", "cr:jsonPath"), ("key", "cr:key"), ("md5", "cr:md5"), ("parentField", "cr:parentField"), ("path", "cr:path"), ("prov", "http://www.w3.org/ns/prov#"),
        ("recordSet", "cr:recordSet"), ("references", "cr:references"), ("regex", "cr:regex"), ("repeated", "cr:repeated"), ("replace", "cr:replace"), ("samplingRate", "cr:samplingRate"), ("sc", "https://schema.org/"), ("separator", "cr:separator"), ("source", "cr:source"),
        ("subField", "cr:subField"), ("transform", "cr:transform"),
    ];

    public static byte[] Write(DatasetEntry entry, DatasetVersion version, string file, string sha256, long size)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteContext(json);
            json.WriteString("@type", "sc:Dataset");
            json.WriteString("conformsTo", ConformsTo);
            json.WriteString("name", entry.Name);
            json.WriteString("description", entry.Description ?? string.Create(CultureInfo.InvariantCulture, $"{version.Rows} rows of {version.Schema.Count} columns."));
            json.WriteString("version", version.Version.ToString(CultureInfo.InvariantCulture));
            json.WriteString("datePublished", version.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("identifier", $"sha256:{version.Fingerprint}");
            if (entry.License is { } license) json.WriteString("license", license);
            if (entry.Url is { } url) json.WriteString("url", url);
            if (entry.Citation is { } citation) json.WriteString("citeAs", citation);
            WriteList(json, "creator", entry.Owners, owner => Typed(json, "sc:Organization", () => json.WriteString("name", owner)));
            WriteList(json, "keywords", entry.Tags, json.WriteStringValue);
            WriteList(json, "prov:wasDerivedFrom", version.Parents, parent => Typed(json, "prov:Entity", () => json.WriteString("@id", $"sha256:{parent.Fingerprint}")));
            json.WriteStartArray("distribution");
            Typed(json, "cr:FileObject", () =>
            {
                json.WriteString("@id", IdOf(file));
                json.WriteString("name", file);
                json.WriteString("contentUrl", file);
                json.WriteString("contentSize", string.Create(CultureInfo.InvariantCulture, $"{size} B"));
                json.WriteString("encodingFormat", "text/csv");
                json.WriteString("sha256", sha256);
            });
            json.WriteEndArray();
            json.WriteStartArray("recordSet");
            Typed(json, "cr:RecordSet", () => WriteRecords(json, entry, version, file));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteContext(Utf8JsonWriter json)
    {
        json.WriteStartObject("@context");
        foreach ((string name, string meaning) in s_context) json.WriteString(name, meaning);
        foreach ((string name, string type) in (ReadOnlySpan<(string, string)>)[("data", "@json"), ("examples", "@json"), ("dataType", "@vocab")])
        {
            json.WriteStartObject(name);
            json.WriteString("@id", $"cr:{name}");
            json.WriteString("@type", type);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteRecords(Utf8JsonWriter json, DatasetEntry entry, DatasetVersion version, string file)
    {
        json.WriteString("@id", Records);
        json.WriteString("name", Records);
        Dictionary<string, string> ids = FieldIds(version.Schema);
        Field[] keys = [.. version.Schema.WithRole(ColumnRole.Id)];
        if (keys.Length == 1) WriteId(json, "key", ids[keys[0].Name]);
        json.WriteStartArray("field");
        foreach (Field column in version.Schema)
        {
            Typed(json, "cr:Field", () =>
            {
                json.WriteString("@id", ids[column.Name]);
                json.WriteString("name", column.Name);
                if (entry.Column(column.Name).Description is { } description) json.WriteString("description", description);
                json.WriteString("dataType", TypeOf(column.Type));
                json.WriteStartObject("source");
                WriteId(json, "fileObject", IdOf(file));
                json.WriteStartObject("extract");
                json.WriteString("column", column.Name);
                json.WriteEndObject();
                json.WriteEndObject();
            });
        }

        json.WriteEndArray();
    }

    /// <summary>A name as the last part of an id: ids are URIs, and the reader of the format takes none with blanks or reserved characters, escaped or not. The name itself stands beside it.</summary>
    internal static string IdOf(string name) => string.Concat(name.Select(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '_'));

    // Two names may lead to one id; the later one gets a number.
    private static Dictionary<string, string> FieldIds(Schema schema)
    {
        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (Field column in schema)
        {
            string id = $"{Records}/{IdOf(column.Name)}";
            for (int i = 2; !taken.Add(id); i++) id = string.Create(CultureInfo.InvariantCulture, $"{Records}/{IdOf(column.Name)}_{i}");
            ids.Add(column.Name, id);
        }

        return ids;
    }

    private static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Number => "sc:Float",
        ColumnType.Integer => "sc:Integer",
        ColumnType.Flag => "sc:Boolean",
        ColumnType.Timestamp => "sc:DateTime",
        _ => "sc:Text",
    };

    private static void Typed(Utf8JsonWriter json, string type, Action write)
    {
        json.WriteStartObject();
        json.WriteString("@type", type);
        write();
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, string name, string id)
    {
        json.WriteStartObject(name);
        json.WriteString("@id", id);
        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, ValueList<T> items, Action<T> write)
    {
        if (items.Count == 0) return;
        json.WriteStartArray(name);
        foreach (T item in items) write(item);
        json.WriteEndArray();
    }
}
