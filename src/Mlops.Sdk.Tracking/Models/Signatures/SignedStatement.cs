using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>What a signature states: the files of a model by their SHA-256, and which paths were left out.</summary>
internal sealed record SignedStatement(ImmutableArray<SignedFile> Files, ImmutableArray<string> IgnoredPaths, long? ShardSize = null)
{
    public const string StatementType = "https://in-toto.io/Statement/v1", PredicateType = "https://model_signing/signature/v1.0";

    /// <exception cref="SignatureException">The payload states something else.</exception>
    public static SignedStatement Read(byte[] payload)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            JsonElement root = document.RootElement;
            if (root.GetProperty("_type").GetString() != StatementType || root.GetProperty("predicateType").GetString() != PredicateType) throw new SignatureException("it states something else than a model");
            JsonElement predicate = root.GetProperty("predicate"), subject = root.GetProperty("subject"), serialization = predicate.GetProperty("serialization");
            long? shardSize = serialization.GetProperty("method").GetString() switch
            {
                "files" => null,
                "shards" => serialization.GetProperty("shard_size").GetInt64() is var size and > 0 ? size : throw new SignatureException("its pieces have no size"),
                _ => throw new SignatureException("it is neither over files nor over pieces of them"),
            };
            if (subject.GetArrayLength() != 1) throw new SignatureException("it is not of one model");
            (string Name, string Digest)[] resources = [.. predicate.GetProperty("resources").EnumerateArray().Select(ReadResource)];
            if (resources.Select(file => file.Name).Distinct(StringComparer.Ordinal).Count() != resources.Length) throw new SignatureException("it names a file twice");
            if (subject[0].GetProperty("digest").GetProperty("sha256").GetString() != Root(resources.Select(file => file.Digest))) throw new SignatureException("its root is not that of its files");
            ImmutableArray<SignedFile> files = shardSize is long bytes ? [.. SignedFile.FromShards(resources, bytes)] : [.. resources.Select(file => new SignedFile(file.Name, null, [file.Digest], null))];
            if (!files.All(file => file.Name.Split('/').All(IsFileName))) throw new SignatureException("it names a file by no path inside the model");
            return new SignedStatement(files, serialization.TryGetProperty("ignore_paths", out JsonElement ignored) ? [.. ignored.EnumerateArray().Select(path => path.GetString()!)] : [], shardSize);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SignatureException($"its statement cannot be read ({e.Message})");
        }
    }

    /// <summary>The hash of the raw digests of all resources, one after another.</summary>
    public static string Root(IEnumerable<string> digests) => Convert.ToHexStringLower(SHA256.HashData([.. digests.SelectMany(Convert.FromHexString)]));

    public static bool IsFileName(string? name) => !string.IsNullOrEmpty(name) && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\\', '\0');

    /// <summary>The statement as the payload of an envelope.</summary>
    /// <param name="subject">What the model is called.</param>
    public byte[] Write(string subject)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        (string Name, string Digest)[] resources = [.. Files.SelectMany(file => file.Resources())];
        json.WriteStartObject();
        json.WriteString("_type", StatementType);
        json.WriteStartArray("subject");
        json.WriteStartObject();
        json.WriteString("name", subject);
        json.WriteStartObject("digest");
        json.WriteString("sha256", Root(resources.Select(resource => resource.Digest)));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("predicateType", PredicateType);
        json.WriteStartObject("predicate");
        json.WriteStartObject("serialization");
        json.WriteString("method", ShardSize is null ? "files" : "shards");
        json.WriteString("hash_type", "sha256");
        json.WriteBoolean("allow_symlinks", false);
        if (ShardSize is long size) json.WriteNumber("shard_size", size);
        if (!IgnoredPaths.IsEmpty)
        {
            json.WriteStartArray("ignore_paths");
            foreach (string path in IgnoredPaths) json.WriteStringValue(path);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartArray("resources");
        foreach ((string name, string digest) in resources)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("digest", digest);
            json.WriteString("algorithm", "sha256");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="SignatureException">It is of several files, of another one, or of other content.</exception>
    public void RequireFile(string? name, Stream content)
    {
        if (Files.Length != 1) throw new SignatureException($"it is of {Files.Length} files and not of one");
        if (name is not null && Files[0].Name != name) throw new SignatureException($"it is of the file \"{Files[0].Name}\" and not of \"{name}\"");
        if (!Files[0].Is(content)) throw new SignatureException($"the content of \"{Files[0].Name}\" is not what was signed");
    }

    private static (string Name, string Digest) ReadResource(JsonElement file)
    {
        string name = file.GetProperty("name").GetString() ?? "", digest = file.GetProperty("digest").GetString() ?? "";
        bool good = name.Length > 0 && file.GetProperty("algorithm").GetString() == "sha256" && digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower);
        return good ? (name, digest) : throw new SignatureException("it names no file by its SHA-256");
    }
}
