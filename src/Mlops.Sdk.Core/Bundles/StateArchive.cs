using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Mlops.Sdk.Extensibility;

/// <summary>Saves and loads a learnt state that is no model, such as a drift reference, in a file that is made and checked as a model bundle is.</summary>
/// <remarks>A zip archive: <c>manifest.json</c> with the name and version of the format and the length and SHA-256 of every entry, its hash, and the entries. Equal states give equal bytes.</remarks>
public static class StateArchive
{
    /// <summary>Saves a state. A reader of the file sees the old one or the new one, never half of it.</summary>
    /// <param name="path">The file; its folder is made when it is not there.</param>
    /// <param name="format">The stable name of the format, for a third party with its own prefix.</param>
    /// <param name="version">The version of the format.</param>
    /// <param name="write">Writes the entries.</param>
    public static void Save(string path, string format, int version, Action<BundleWriter> write) => AtomicFile.Write(path, temporary =>
    {
        using FileStream file = File.Create(temporary);
        Save(file, format, version, write);
    });

    /// <summary>Writes a state to a stream.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="format">The stable name of the format.</param>
    /// <param name="version">The version of the format.</param>
    /// <param name="write">Writes the entries.</param>
    public static void Save(Stream stream, string format, int version, Action<BundleWriter> write)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(format);
        ArgumentNullException.ThrowIfNull(write);
        var writer = new BundleWriter();
        write(writer);
        BundleArchive.Write(stream, WriteManifest(format, version, BundleArchive.Hash(writer.Entries)), writer.Entries);
    }

    /// <summary>Loads a state.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The name of the format that is expected.</param>
    /// <param name="version">The version of the format that is expected.</param>
    /// <param name="read">Makes the state of the entries, all of which are checked against their hashes. What it throws because of what it reads (format, range, end of data) becomes a <see cref="BundleFormatException"/>.</param>
    /// <param name="maxBytes">How many bytes it may unpack to.</param>
    /// <exception cref="BundleFormatException">The file is damaged, tampered with, hostile, or of another format or version.</exception>
    public static T Load<T>(string path, string format, int version, Func<BundleReader, T> read, long maxBytes = 2L << 30)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return Load(file, format, version, read, maxBytes);
    }

    /// <summary>Loads a state from a stream that can seek.</summary>
    /// <inheritdoc cref="Load{T}(string, string, int, Func{BundleReader, T}, long)"/>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="format">The name of the format that is expected.</param>
    /// <param name="version">The version of the format that is expected.</param>
    /// <param name="read">Makes the state of the entries.</param>
    /// <param name="maxBytes">How many bytes it may unpack to.</param>
    public static T Load<T>(Stream stream, string format, int version, Func<BundleReader, T> read, long maxBytes = 2L << 30)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(format);
        ArgumentNullException.ThrowIfNull(read);
        (_, IReadOnlyDictionary<string, byte[]> entries) = BundleArchive.Read(stream, maxBytes, json => ReadManifest(json, format, version), manifest => manifest);
        try
        {
            return read(new BundleReader(entries, "", new PartHeader("", format, [])) { ChecksLists = false });
        }
        catch (Exception error) when (error is ArgumentException or FormatException or IndexOutOfRangeException or EndOfStreamException or InvalidDataException or OverflowException)
        {
            throw new BundleFormatException($"The file does not hold what '{format}' writes: {error.Message} Save it again from its source.", error);
        }
    }

    private static byte[] WriteManifest(string format, int version, ImmutableSortedDictionary<string, EntryHash> entries)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", format);
            json.WriteNumber("format_version", version);
            json.WriteString("sdk_version", BundleManifestJson.SdkVersion);
            BundleManifestJson.WriteEntries(json, entries);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static ImmutableSortedDictionary<string, EntryHash> ReadManifest(ReadOnlyMemory<byte> utf8, string format, int version)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 16 });
            JsonElement root = document.RootElement;
            string? found = root.GetProperty("format").GetString();
            if (found != format) throw new BundleFormatException($"The file is of format '{found}' and not '{format}'.{(found == "mlops" ? " It is a model; load it with FittedPipeline.Load." : "")}");
            int number = root.GetProperty("format_version").GetInt32();
            if (number != version) throw new BundleFormatException($"The file has version {number} of format '{format}'; this SDK reads version {version}. {(number > version ? "Update the SDK." : "Save it again with this SDK.")}");
            return BundleManifestJson.ReadEntries(root);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new BundleFormatException($"manifest.json cannot be read: {error.Message} Copy the file again, or save it again.", error);
        }
    }
}
