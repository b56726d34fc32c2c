using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A dataset in an archive: the documents of the catalog as they are, each checked by the catalog's own rules when it is read.</summary>
internal static class DatasetDocument
{
    public static byte[] Write(DatasetRecord data) => ArchiveJson.Write(json =>
    {
        json.WriteString("name", data.Entry.Name);
        WriteAll(json, "dataset", CatalogKinds.Dataset, [data.Entry]);
        WriteAll(json, "versions", CatalogKinds.Version, data.Versions);
        WriteAll(json, "details", CatalogKinds.Detail, data.Details);
    });

    public static DatasetRecord Read(string entry, byte[] bytes) => ArchiveJson.Read(entry, bytes, root =>
    {
        string name = Names.Model(ArchiveJson.Text(root, "name"));
        DatasetEntry[] entries = ReadAll(root, "dataset", CatalogKinds.Dataset);
        DatasetVersion[] versions = [.. ReadAll(root, "versions", CatalogKinds.Version).OrderBy(version => version.Version)];
        FingerprintDetail[] details = ReadAll(root, "details", CatalogKinds.Detail);
        if (entries is not [{ } only] || only.Name != name || versions.Any(version => version.Name != name)) throw new FormatException("a part of it is of another dataset");
        if (versions.DistinctBy(version => version.Version).Count() < versions.Length) throw new FormatException("a version is there twice");
        HashSet<string> fingerprints = [.. versions.Select(version => version.Fingerprint)];
        if (details.Any(detail => !fingerprints.Remove(detail.Fingerprint))) throw new FormatException("a detail belongs to no version, or is there twice");
        return new DatasetRecord(only, [.. versions], [.. details]);
    });

    private static void WriteAll<T>(Utf8JsonWriter json, string name, CatalogKind<T> kind, IEnumerable<T> records)
        where T : class, ICatalogRecord<T>
    {
        json.WriteStartArray(name);
        foreach (T record in records) JsonSerializer.Serialize(json, record, kind.Json);
        json.WriteEndArray();
    }

    private static T[] ReadAll<T>(JsonElement root, string name, CatalogKind<T> kind)
        where T : class, ICatalogRecord<T> => [.. ArchiveJson.Items(root, name).Select(item =>
        {
            T record = item.Deserialize(kind.Json) ?? throw new FormatException($"'{name}' holds null");
            return record.Problem is { } problem ? throw new FormatException($"'{name}' is not sound: {problem}") : record;
        })];
}
