using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Certificates for one use.</summary>
internal sealed class Certificates : IDisposable
{
    public const int MostOfASignature = 10;

    private Certificates(IReadOnlyList<X509Certificate2> all) => All = all;

    public IReadOnlyList<X509Certificate2> All { get; }

    /// <exception cref="ArgumentException">There is none, there are too many, or one cannot be read.</exception>
    public static Certificates Read(string pem, int most, string parameter)
    {
        X509Certificate2Collection found = [];
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException($"A certificate cannot be read ({e.Message}). Give PEM, -----BEGIN CERTIFICATE-----.", parameter, e);
        }

        return found.Count >= 1 && found.Count <= most ? new([.. found]) : throw new ArgumentException($"The text holds {found.Count} certificates; it takes from 1 to {most}, as PEM, -----BEGIN CERTIFICATE-----.", parameter);
    }

    /// <summary>Those that came with a signature, the signer's first; none when it was made by a key alone.</summary>
    /// <exception cref="SignatureException">One cannot be read, or there are too many.</exception>
    public static Certificates Of(IReadOnlyList<byte[]> raw)
    {
        if (raw.Count > MostOfASignature) throw new SignatureException($"it comes with {raw.Count} certificates");
        List<X509Certificate2> all = [];
        try
        {
            foreach (byte[] bytes in raw) all.Add(X509CertificateLoader.LoadCertificate(bytes));
            return new(all);
        }
        catch (CryptographicException e)
        {
            foreach (X509Certificate2 certificate in all) certificate.Dispose();
            throw new SignatureException($"a certificate of it cannot be read ({e.Message})");
        }
    }

    /// <summary>The bytes of the certificates that a bundle names, the signer's first.</summary>
    public static IReadOnlyList<byte[]> RawOf(JsonElement material)
    {
        if (material.TryGetProperty("x509CertificateChain", out JsonElement chain)) return [.. chain.GetProperty("certificates").EnumerateArray().Take(MostOfASignature + 1).Select(certificate => certificate.GetProperty("rawBytes").GetBytesFromBase64())];
        return material.TryGetProperty("certificate", out JsonElement one) ? [one.GetProperty("rawBytes").GetBytesFromBase64()] : [];
    }

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in All) certificate.Dispose();
    }
}
