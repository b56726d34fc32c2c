using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Signs a payload and writes it as a Sigstore bundle, with the hint of a key or the certificates that vouch for it.</summary>
internal static class SignatureWriter
{
    public static string Write(byte[] payload, ECDsa key, SigningOptions options)
    {
        HashAlgorithmName hash = SignatureEnvelope.HashOf(key);
        using Certificates? certificates = options.CertificateChainPem is { } pem ? ChainOf(pem, key) : null;
        byte[] signature = key.SignData(SignatureEnvelope.Encode(payload), hash, DSASignatureFormat.Rfc3279DerSequence);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("mediaType", SignatureEnvelope.MediaType);
            json.WriteStartObject("verificationMaterial");
            if (certificates is null) WriteHint(json, key);
            else WriteChain(json, certificates);
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

    private static Certificates ChainOf(string pem, ECDsa key)
    {
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal)) throw new ArgumentException("The chain holds a private key, and it goes into the signature that everybody reads. Give the certificates alone.", nameof(pem));
        Certificates chain = Certificates.Read(pem, Certificates.MostOfASignature, nameof(pem));
        try
        {
            using ECDsa? certified = chain.All[0].GetECDsaPublicKey();
            if (certified is null || !certified.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo())) throw new ArgumentException($"The first certificate ({chain.All[0].Subject}) is not that of the key. Give the signer's own certificate first.", nameof(pem));
            return CertificateUse.WhyNotForCode(chain.All[0]) is { } use ? throw new ArgumentException($"The certificate ({chain.All[0].Subject}) {use}, so that nobody would take what it signs.", nameof(pem)) : chain;
        }
        catch
        {
            chain.Dispose();
            throw;
        }
    }

    private static void WriteHint(Utf8JsonWriter json, ECDsa key)
    {
        json.WriteStartObject("publicKey");
        // The reference tool takes the hash of the PEM as a file has it, with a line feed at its end.
        json.WriteString("hint", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n"))));
        json.WriteEndObject();
    }

    private static void WriteChain(Utf8JsonWriter json, Certificates certificates)
    {
        json.WriteStartObject("x509CertificateChain");
        json.WriteStartArray("certificates");
        foreach (X509Certificate2 certificate in certificates.All)
        {
            json.WriteStartObject();
            json.WriteBase64String("rawBytes", certificate.RawData);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
