using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>
/// Signs a bundle and verifies signatures in the format of OpenSSF Model Signing 1.0 with a key: an in-toto statement with the SHA-256 of every file, in a DSSE envelope, in a Sigstore bundle. ECDSA on P-256, P-384 or P-521.
/// Any tool of that format verifies what is signed here.
/// </summary>
/// <remarks>Hashes find damage, signatures find attackers: keep the private key where the registry's files are not.</remarks>
public static class ModelSigning
{
    private const string StatementType = "https://in-toto.io/Statement/v1", PredicateType = "https://model_signing/signature/v1.0";
    private const string PayloadType = "application/vnd.in-toto+json", MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private const int LongestSignature = 4 << 20;

    /// <summary>Signs one file.</summary>
    /// <param name="name">The name of the file, without a folder: <c>income.mlops</c>.</param>
    /// <param name="content">Its content, read to its end.</param>
    /// <param name="key">The private key.</param>
    /// <returns>The signature, which is kept beside the file as <c>NAME.sig</c>.</returns>
    public static string Sign(string name, Stream content, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(key);
        if (!IsFileName(name)) throw new ArgumentException($"\"{name}\" is no name of a file without a folder.", nameof(name));
        byte[] payload = Statement(name, SHA256.HashData(content));
        byte[] signature = key.SignData(Envelope(payload), HashOf(key), DSASignatureFormat.Rfc3279DerSequence);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("mediaType", MediaType);
            json.WriteStartObject("verificationMaterial");
            json.WriteStartObject("publicKey");
            json.WriteString("hint", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem()))));
            json.WriteEndObject();
            json.WriteStartArray("tlogEntries");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("dsseEnvelope");
            json.WriteBase64String("payload", payload);
            json.WriteString("payloadType", PayloadType);
            json.WriteStartArray("signatures");
            json.WriteStartObject();
            json.WriteBase64String("sig", signature);
            json.WriteString("keyid", "");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Verifies a signature of one file.</summary>
    /// <param name="name">The name of the file; null for whatever name was signed.</param>
    /// <param name="content">Its content, read to its end.</param>
    /// <param name="signature">What <see cref="Sign"/> gave.</param>
    /// <param name="key">The public key that is trusted.</param>
    /// <exception cref="MlopsException">MLO6050: the signature is no signature, was made by another key, or is of another content; the message says which.</exception>
    public static void Verify(string? name, Stream content, string signature, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(key);
        (byte[] payload, byte[] made) = ReadEnvelope(signature);
        if (!key.VerifyData(Envelope(payload), made, HashOf(key), DSASignatureFormat.Rfc3279DerSequence)) throw Refused("it was not made by the key that is trusted, or it was changed");
        (string signed, string digest) = ReadStatement(payload);
        if (name is not null && signed != name) throw Refused($"it is of the file \"{signed}\" and not of \"{name}\"");
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != digest) throw Refused($"the content of \"{signed}\" is not what was signed");
    }

    private static byte[] Statement(string name, byte[] digest)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("_type", StatementType);
            json.WriteStartArray("subject");
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteStartObject("digest");
            json.WriteString("sha256", Root(digest));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("predicateType", PredicateType);
            json.WriteStartObject("predicate");
            json.WriteStartObject("serialization");
            json.WriteString("method", "files");
            json.WriteString("hash_type", "sha256");
            json.WriteBoolean("allow_symlinks", false);
            json.WriteEndObject();
            json.WriteStartArray("resources");
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("digest", Convert.ToHexStringLower(digest));
            json.WriteString("algorithm", "sha256");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static (byte[] Payload, byte[] Signature) ReadEnvelope(string text)
    {
        if (text.Length > LongestSignature) throw Refused("it is too long to be one");
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement, envelope = root.GetProperty("dsseEnvelope"), material = root.GetProperty("verificationMaterial");
            if (root.GetProperty("mediaType").GetString() != MediaType) throw Refused("its media type is unknown");
            if (!material.TryGetProperty("publicKey", out _)) throw Refused("it was made with a certificate; only signatures with a key are verified");
            if (material.GetProperty("tlogEntries").ValueKind != JsonValueKind.Array || envelope.GetProperty("payloadType").GetString() != PayloadType) throw Refused("it is no envelope of a statement");
            JsonElement signatures = envelope.GetProperty("signatures");
            if (signatures.GetArrayLength() != 1) throw Refused("it does not have just one signature");
            return (envelope.GetProperty("payload").GetBytesFromBase64(), signatures[0].GetProperty("sig").GetBytesFromBase64());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Refused($"it cannot be read ({e.Message})");
        }
    }

    private static (string Name, string Digest) ReadStatement(byte[] payload)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            JsonElement root = document.RootElement;
            if (root.GetProperty("_type").GetString() != StatementType || root.GetProperty("predicateType").GetString() != PredicateType) throw Refused("it states something else than a model");
            JsonElement predicate = root.GetProperty("predicate"), subject = root.GetProperty("subject"), resources = predicate.GetProperty("resources");
            if (predicate.GetProperty("serialization").GetProperty("method").GetString() != "files") throw Refused("it is not over whole files");
            if (subject.GetArrayLength() != 1 || resources.GetArrayLength() != 1) throw Refused($"it is of {resources.GetArrayLength()} files and not of one");
            string name = resources[0].GetProperty("name").GetString() ?? "", digest = resources[0].GetProperty("digest").GetString() ?? "";
            if (!IsFileName(name) || resources[0].GetProperty("algorithm").GetString() != "sha256" || digest.Length != 64 || !digest.All(char.IsAsciiHexDigitLower)) throw Refused("it names no file by its SHA-256");
            if (subject[0].GetProperty("digest").GetProperty("sha256").GetString() != Root(Convert.FromHexString(digest))) throw Refused("its root is not that of its files");
            return (name, digest);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Refused($"its statement cannot be read ({e.Message})");
        }
    }

    // The root is the hash of the raw digests of all files, one after another.
    private static string Root(byte[] digest) => Convert.ToHexStringLower(SHA256.HashData(digest));

    // DSSE's pre-authentication encoding, so that the type is signed with the payload.
    private static byte[] Envelope(byte[] payload) =>
        [.. Encoding.UTF8.GetBytes(FormattableString.Invariant($"DSSEv1 {PayloadType.Length} {PayloadType} {payload.Length} ")), .. payload];

    private static HashAlgorithmName HashOf(ECDsa key) => key.KeySize switch
    {
        256 => HashAlgorithmName.SHA256,
        384 => HashAlgorithmName.SHA384,
        521 => HashAlgorithmName.SHA512,
        _ => throw new ArgumentException($"The key has {key.KeySize} bits. Use a curve P-256, P-384 or P-521.", nameof(key)),
    };

    private static bool IsFileName(string? name) => !string.IsNullOrEmpty(name) && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\\', '\0');

    private static MlopsException Refused(string why) => TrackingErrors.SignatureRefused(why);
}
