using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>The signed payload of a Sigstore bundle and its one signature, as they were read; nothing of them is trusted before <see cref="Verify(ValueList{TrustedKey}, ValueList{TrustedRoot})"/>.</summary>
internal sealed class SignatureEnvelope
{
    public const string PayloadType = "application/vnd.in-toto+json", MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private const int LongestSignature = 4 << 20;
    private static readonly string[] s_materials = ["publicKey", "certificate", "x509CertificateChain"];
    private readonly byte[] _payload, _signature;
    private readonly IReadOnlyList<byte[]> _certificates;

    private SignatureEnvelope(byte[] payload, byte[] signature, IReadOnlyList<byte[]> certificates) => (_payload, _signature, _certificates) = (payload, signature, certificates);

    /// <exception cref="SignatureException">The text is no bundle with one signed statement.</exception>
    public static SignatureEnvelope Read(string text)
    {
        if (text.Length > LongestSignature) throw new SignatureException("it is too long to be one");
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement, envelope = root.GetProperty("dsseEnvelope"), material = root.GetProperty("verificationMaterial");
            if (root.GetProperty("mediaType").GetString() != MediaType) throw new SignatureException("its media type is unknown");

            // Who is trusted is said by the host: a hint in the bundle is only required to be there, and a certificate has to lead to a root of the host's.
            if (!s_materials.Any(name => material.TryGetProperty(name, out JsonElement found) && found.ValueKind == JsonValueKind.Object)) throw new SignatureException("it does not say by what key it was made");
            if (material.GetProperty("tlogEntries").ValueKind != JsonValueKind.Array || envelope.GetProperty("payloadType").GetString() != PayloadType) throw new SignatureException("it is no envelope of a statement");
            JsonElement signatures = envelope.GetProperty("signatures");
            if (signatures.GetArrayLength() != 1) throw new SignatureException("it does not have just one signature");
            return new SignatureEnvelope(envelope.GetProperty("payload").GetBytesFromBase64(), signatures[0].GetProperty("sig").GetBytesFromBase64(), Certificates.RawOf(material));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SignatureException($"it cannot be read ({e.Message})");
        }
    }

    /// <exception cref="SignatureException">The file is too long to be a signature.</exception>
    public static string ReadFile(string path) =>
        new FileInfo(path).Length <= LongestSignature ? File.ReadAllText(path, Encoding.UTF8) : throw new SignatureException("it is too long to be one");

    /// <exception cref="SignatureException">None of the keys has made it and no root vouches for whoever did, or what it states is no model.</exception>
    public SignedStatement Verify(ValueList<TrustedKey> keys, ValueList<TrustedRoot> roots)
    {
        foreach (TrustedKey trusted in keys)
        {
            using ECDsa key = trusted.Open();
            if (IsBy(key)) return SignedStatement.Read(_payload);
        }

        if (roots.Count > 0 && _certificates.Count > 0)
        {
            try
            {
                return VerifyCertificate(roots);
            }
            catch (Exception e) when (e is CryptographicException or AsnContentException)
            {
                throw new SignatureException($"a certificate of it cannot be read ({e.Message})");
            }
        }

        string[] trust = [.. keys.Select(key => key.ToString()), .. roots.Select(root => $"{root}, by a certificate")];
        throw new SignatureException(trust.Length == 0 ? "no key is trusted" : $"it was not made by a key that is trusted ({string.Join(", ", trust)}), or it was changed");
    }

    private SignedStatement VerifyCertificate(ValueList<TrustedRoot> roots)
    {
        using Certificates certificates = Certificates.Of(_certificates);
        List<string> why = [];
        foreach (TrustedRoot root in roots)
        {
            if (root.WhyNot(certificates.All) is { } reason)
            {
                why.Add($"{root}: {reason}");
                continue;
            }

            using ECDsa? key = certificates.All[0].GetECDsaPublicKey();
            if (key is null || !IsCurve(key)) throw new SignatureException("the key of its certificate is none of P-256, P-384 and P-521");
            return IsBy(key) ? SignedStatement.Read(_payload) : throw new SignatureException($"it was not made by the key of its certificate ({certificates.All[0].Subject}), or it was changed");
        }

        throw new SignatureException(string.Join("; ", why));
    }

    /// <exception cref="SignatureException">The key has not made it, or what it states is no model.</exception>
    public SignedStatement Verify(ECDsa key) =>
        IsBy(key) ? SignedStatement.Read(_payload) : throw new SignatureException("it was not made by the key that is trusted, or it was changed");

    /// <summary>DSSE's pre-authentication encoding, so that the type is signed with the payload.</summary>
    public static byte[] Encode(byte[] payload) =>
        [.. Encoding.UTF8.GetBytes(FormattableString.Invariant($"DSSEv1 {PayloadType.Length} {PayloadType} {payload.Length} ")), .. payload];

    public static HashAlgorithmName HashOf(ECDsa key) => key.KeySize switch
    {
        256 => HashAlgorithmName.SHA256,
        384 => HashAlgorithmName.SHA384,
        521 => HashAlgorithmName.SHA512,
        _ => throw new ArgumentException($"The key has {key.KeySize} bits. Use a curve P-256, P-384 or P-521.", nameof(key)),
    };

    private static bool IsCurve(ECDsa key) => key.KeySize is 256 or 384 or 521;

    private bool IsBy(ECDsa key)
    {
        try
        {
            return key.VerifyData(Encode(_payload), _signature, HashOf(key), DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            // A signature that is no DER sequence is made by nobody.
            return false;
        }
    }
}
