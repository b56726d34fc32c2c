using System.Security.Cryptography;

namespace Mlops.Sdk;

/// <summary>A public key whose signatures are trusted: ECDSA on P-256, P-384 or P-521. Safe from many threads.</summary>
public sealed record TrustedKey
{
    private TrustedKey(string name, string pem, string fingerprint) => (Name, Pem, Fingerprint) = (name, pem, fingerprint);

    /// <summary>What messages call it: <c>release 2026</c>.</summary>
    public string Name { get; }

    /// <summary>The public key as PEM.</summary>
    public string Pem { get; }

    /// <summary>SHA-256 of the key (SubjectPublicKeyInfo), lower-case hexadecimal, to compare with what its owner says.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads a public key.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="pem">The key, <c>-----BEGIN PUBLIC KEY-----</c>.</param>
    /// <exception cref="ArgumentException">It is no public key of a curve that is used, or it is a private key, which no program that only verifies should hold.</exception>
    public static TrustedKey FromPem(string name, string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal)) throw new ArgumentException("The text holds a private key. Give the public key alone; who verifies needs no more.", nameof(pem));
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new ArgumentException($"The text is no public key ({e.Message}). Give the PEM of an ECDSA key, -----BEGIN PUBLIC KEY-----.", nameof(pem), e);
        }

        return From(name, key);
    }

    /// <summary>Takes the public half of a key.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="key">The key; a private half is not kept.</param>
    /// <exception cref="ArgumentException">The key is of a curve that is not used.</exception>
    public static TrustedKey From(string name, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _ = SignatureEnvelope.HashOf(key);
        return new TrustedKey(Names.Key(name), key.ExportSubjectPublicKeyInfoPem(), Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())));
    }

    /// <summary>Its name and the beginning of its fingerprint.</summary>
    public override string ToString() => $"{Name} ({Fingerprint[..12]})";

    /// <summary>The key for one use; an <see cref="ECDsa"/> is not safe from many threads.</summary>
    internal ECDsa Open()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(Pem);
        return key;
    }
}
