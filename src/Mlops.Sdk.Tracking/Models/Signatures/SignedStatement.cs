using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>What a signature states: the files of a model by their SHA-256, and which paths were left out.</summary>
internal sealed record SignedStatement(ImmutableArray<(string Name, string Digest)> Files, ImmutableArray<string> IgnoredPaths)
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
            if (serialization.GetProperty("method").GetString() != "files") throw new SignatureException("it is not over whole files");
            if (subject.GetArrayLength() != 1) throw new SignatureException("it is not of one model");
            ImmutableArray<(string Name, string Digest)> files = [.. predicate.GetProperty("resources").EnumerateArray().Select(ReadFile)];
            if (files.Select(file => file.Name).Distinct(StringComparer.Ordinal).Count() != files.Length) throw new SignatureException("it names a file twice");
            if (subject[0].GetProperty("digest").GetProperty("sha256").GetString() != Root(files.Select(file => file.Digest))) throw new SignatureException("its root is not that of its files");
            return new SignedStatement(files, serialization.TryGetProperty("ignore_paths", out JsonElement ignored) ? [.. ignored.EnumerateArray().Select(path => path.GetString()!)] : []);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SignatureException($"its statement cannot be read ({e.Message})");
        }
    }

    /// <summary>The hash of the raw digests of all files, one after another.</summary>
    public static string Root(IEnumerable<string> digests) => Convert.ToHexStringLower(SHA256.HashData([.. digests.SelectMany(Convert.FromHexString)]));

    public static bool IsFileName(string? name) => !string.IsNullOrEmpty(name) && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\\', '\0');

    /// <exception cref="SignatureException">It is of several files, of another one, or of other content.</exception>
    public void RequireFile(string? name, string digest)
    {
        if (Files.Length != 1) throw new SignatureException($"it is of {Files.Length} files and not of one");
        (string signed, string expected) = Files[0];
        if (name is not null && signed != name) throw new SignatureException($"it is of the file \"{signed}\" and not of \"{name}\"");
        if (digest != expected) throw new SignatureException($"the content of \"{signed}\" is not what was signed");
    }

    private static (string Name, string Digest) ReadFile(JsonElement file)
    {
        string name = file.GetProperty("name").GetString() ?? "", digest = file.GetProperty("digest").GetString() ?? "";
        bool good = name.Split('/').All(IsFileName) && file.GetProperty("algorithm").GetString() == "sha256" && digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower);
        return good ? (name, digest) : throw new SignatureException("it names no file by its SHA-256");
    }
}
