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
    /// <summary>Signs one file.</summary>
    /// <param name="name">The name of the file, without a folder: <c>income.mlops</c>.</param>
    /// <param name="content">Its content, read to its end.</param>
    /// <param name="key">The private key.</param>
    /// <returns>The signature, which is kept beside the file as <c>NAME.sig</c>.</returns>
    public static string Sign(string name, Stream content, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(key);
        if (!SignedStatement.IsFileName(name)) throw new ArgumentException($"\"{name}\" is no name of a file without a folder.", nameof(name));
        byte[] payload = Statement(name, SHA256.HashData(content));
        byte[] signature = key.SignData(SignatureEnvelope.Encode(payload), SignatureEnvelope.HashOf(key), DSASignatureFormat.Rfc3279DerSequence);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("mediaType", SignatureEnvelope.MediaType);
            json.WriteStartObject("verificationMaterial");
            json.WriteStartObject("publicKey");
            // The reference tool takes the hash of the PEM as a file has it, with a line feed at its end.
            json.WriteString("hint", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n"))));
            json.WriteEndObject();
            json.WriteStartArray("tlogEntries");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("dsseEnvelope");
            json.WriteBase64String("payload", payload);
            json.WriteString("payloadType", SignatureEnvelope.PayloadType);
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
        string digest = Convert.ToHexStringLower(SHA256.HashData(content));
        Judge(() => SignatureEnvelope.Read(signature).Verify(key).RequireFile(name, digest));
    }

    /// <summary>Loads a model from a file if its signature satisfies a check. The file is read once: what was verified is what is loaded, and nothing of it is read before.</summary>
    /// <param name="path">The bundle.</param>
    /// <param name="check">Whose signatures are trusted, and what becomes of models without one.</param>
    /// <param name="options">How the bundle is loaded; null for the defaults.</param>
    /// <param name="signaturePath">Where its signature is; null for <c>PATH.sig</c>.</param>
    /// <exception cref="MlopsException">MLO6050: signatures are required and this one is not there or not good.</exception>
    /// <exception cref="BundleFormatException">The file is no bundle, or it is damaged.</exception>
    public static FittedPipeline Load(string path, SignatureCheck check, BundleOptions? options = null, string? signaturePath = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(check);
        if (check.Policy == SignaturePolicy.Off) return FittedPipeline.Load(path, options);
        byte[] bytes = File.ReadAllBytes(path);
        string beside = signaturePath ?? path + ".sig";
        string? signature = File.Exists(beside) ? SignatureEnvelope.ReadFile(beside) : null;
        check.Apply(path, Path.GetFileName(path), bytes, signature, $"there is no {beside}");
        using var content = new MemoryStream(bytes, writable: false);
        return FittedPipeline.Load(content, options);
    }

    /// <summary>Verifies a folder that was signed as a whole, by any tool of the format: every file must be what was signed, and no other may be there but those that the signature leaves out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="signaturePath">The file of the signature, inside the folder or elsewhere.</param>
    /// <param name="keys">The keys that are trusted.</param>
    /// <exception cref="MlopsException">MLO6050: the signature is not there or not good, or files were changed, added or taken away; the message names them. Links are refused.</exception>
    public static void VerifyFolder(string folder, string signaturePath, params ValueList<TrustedKey> keys)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(signaturePath);
        Judge(() =>
        {
            string signature = File.Exists(signaturePath) ? SignatureEnvelope.ReadFile(signaturePath) : throw new SignatureException($"there is no {signaturePath}");
            SignedFolder.Require(Path.GetFullPath(folder), Path.GetFullPath(signaturePath), SignatureEnvelope.Read(signature).Verify(keys));
        });
    }

    private static byte[] Statement(string name, byte[] digest)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("_type", SignedStatement.StatementType);
            json.WriteStartArray("subject");
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteStartObject("digest");
            json.WriteString("sha256", SignedStatement.Root([Convert.ToHexStringLower(digest)]));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("predicateType", SignedStatement.PredicateType);
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

    private static void Judge(Action work)
    {
        try
        {
            work();
        }
        catch (SignatureException e)
        {
            throw TrackingErrors.SignatureRefused(e.Message);
        }
    }
}
