using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>The zip around a bundle: the same entries give the same bytes; nothing is used before it is checked.</summary>
internal static class BundleArchive
{
    private const string ManifestName = "manifest.json";
    private const string ManifestHashName = "manifest.sha256";
    private const long MaxManifestBytes = 64 << 20;
    private const int MaxEntries = 10_000;
    private static readonly DateTimeOffset s_stamp = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ImmutableSortedDictionary<string, EntryHash> Hash(IReadOnlyDictionary<string, byte[]> entries) =>
        entries.ToImmutableSortedDictionary(entry => entry.Key, entry => new EntryHash(entry.Value.Length, Convert.ToHexStringLower(SHA256.HashData(entry.Value))), StringComparer.Ordinal);

    public static void Write(Stream stream, byte[] manifest, IReadOnlyDictionary<string, byte[]> entries)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, ManifestName, manifest);
        Add(zip, ManifestHashName, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(manifest))));
        foreach ((string name, byte[] bytes) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)) Add(zip, name, bytes);
    }

    public static (BundleManifest Manifest, IReadOnlyDictionary<string, byte[]> Entries) Read(Stream stream, long maxBytes) =>
        Read(stream, maxBytes, json => BundleManifestJson.Read(json), manifest => manifest.Entries);

    public static (T Manifest, IReadOnlyDictionary<string, byte[]> Entries) Read<T>(Stream stream, long maxBytes, Func<byte[], T> parse, Func<T, ImmutableSortedDictionary<string, EntryHash>> entriesOf)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            T manifest = parse(ReadManifest(zip));
            ImmutableSortedDictionary<string, EntryHash> expected = entriesOf(manifest);
            double total = expected.Values.Sum(entry => (double)entry.Length);
            if (total > maxBytes || expected.Values.Any(entry => entry.Length is < 0 or > int.MaxValue / 2))
                throw new BundleFormatException($"The bundle unpacks to {total} bytes; at most {maxBytes} are read. Raise BundleOptions.MaxBytes if you trust it.");
            return (manifest, ReadEntries(zip, expected));
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            throw new BundleFormatException($"The file is no whole zip archive ({error.Message}). Copy the bundle again from its source.", error);
        }
    }

    private static byte[] ReadManifest(ZipArchive zip)
    {
        if (zip.Entries.Count > MaxEntries) throw new BundleFormatException($"The bundle has {zip.Entries.Count} entries; at most {MaxEntries} are read.");
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            if (!BundleNames.IsSafe(entry.FullName)) throw new BundleFormatException($"The entry '{entry.FullName}' has a name that a bundle cannot have. The bundle was not written by this SDK; do not use it.");
        }

        if (zip.Entries.Select(entry => entry.FullName).Distinct(StringComparer.Ordinal).Count() != zip.Entries.Count)
            throw new BundleFormatException("An entry is there twice. The bundle was not written by this SDK; do not use it.");
        ZipArchiveEntry first = zip.GetEntry(ManifestName) ?? throw new BundleFormatException("There is no manifest.json; this SDK did not write the file.");
        byte[] json = Extract(first, MaxManifestBytes, exact: false);
        if (zip.GetEntry(ManifestHashName) is not { } hash || Encoding.ASCII.GetString(Extract(hash, 64, exact: true)) != Convert.ToHexStringLower(SHA256.HashData(json)))
            throw new BundleFormatException("manifest.json does not match manifest.sha256. The bundle is damaged or was changed; copy it again from its source.");
        return json;
    }

    private static Dictionary<string, byte[]> ReadEntries(ZipArchive zip, ImmutableSortedDictionary<string, EntryHash> expectedEntries)
    {
        var entries = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            if (entry.FullName is ManifestName or ManifestHashName) continue;
            if (!expectedEntries.TryGetValue(entry.FullName, out EntryHash expected))
                throw new BundleFormatException($"The entry '{entry.FullName}' is not in the manifest. The bundle was changed after it was saved; do not use it.");
            byte[] bytes = Extract(entry, expected.Length, exact: true);
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != expected.Sha256)
                throw new BundleFormatException($"The entry '{entry.FullName}' does not match its hash. The bundle is damaged or was changed; copy it again from its source.");
            entries.Add(entry.FullName, bytes);
        }

        if (expectedEntries.Keys.FirstOrDefault(name => !entries.ContainsKey(name)) is { } absent)
            throw new BundleFormatException($"The entry '{absent}' is missing. The bundle is damaged; copy it again from its source.");
        return entries;
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = s_stamp;
        using Stream target = entry.Open();
        target.Write(bytes);
    }

    /// <summary>Reads no more than was promised, whatever the archive claims, so that a zip bomb stops at its declared length.</summary>
    private static byte[] Extract(ZipArchiveEntry entry, long limit, bool exact)
    {
        using Stream source = entry.Open();
        using var target = new MemoryStream(exact ? (int)Math.Min(limit, 1 << 20) : 0);
        var buffer = new byte[81920];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            if (target.Length + read > limit) throw new BundleFormatException($"The entry '{entry.FullName}' is longer than the {limit} bytes it may have. The bundle was changed after it was saved; do not use it.");
            target.Write(buffer, 0, read);
        }

        if (exact && target.Length != limit) throw new BundleFormatException($"The entry '{entry.FullName}' has {target.Length} bytes and should have {limit}. The bundle is damaged; copy it again from its source.");
        return target.ToArray();
    }
}
