using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mlops.Sdk;

/// <summary>A root of certificates that a host trusts: what its authority vouches for, it takes for signed. Safe from many threads.</summary>
/// <remarks>
/// A signature in this format holds no time that can be trusted, so certificates are held against <see cref="ValidAt"/>, or now. Nothing is fetched: lists of certificates that were taken back are not asked for,
/// and the certificates between signer and root come with the signature or stand beside the root.
/// </remarks>
public sealed record TrustedRoot
{
    private const int MostCertificates = 20;

    private TrustedRoot(string name, string pem, string fingerprint) => (Name, Pem, Fingerprint) = (name, pem, fingerprint);

    /// <summary>What messages call it: <c>release authority</c>.</summary>
    public string Name { get; }

    /// <summary>The certificates as PEM: one or more roots, and any that stand between them and signers.</summary>
    public string Pem { get; }

    /// <summary>SHA-256 of the first root, lower-case hexadecimal, to compare with what its owner says.</summary>
    public string Fingerprint { get; }

    /// <summary>Who may sign: the subject of the certificate (<c>CN=release</c>), or one of the mail addresses, names of hosts and URIs that it was issued for.</summary>
    /// <value>Empty: everybody to whom the authority gave a certificate for signing code.</value>
    public ValueList<string> Identities { get; init; } = [];

    /// <summary>The time at which certificates must have been valid, such as that of a release whose certificate has ended since.</summary>
    /// <value>Null: now.</value>
    public DateTimeOffset? ValidAt { get; init; }

    /// <summary>Reads certificates.</summary>
    /// <param name="name">What messages call them.</param>
    /// <param name="pem">The certificates, <c>-----BEGIN CERTIFICATE-----</c>, one of them a root (issued by itself).</param>
    /// <exception cref="ArgumentException">There is no root among them, or one cannot be read; or the text holds a private key.</exception>
    public static TrustedRoot FromPem(string name, string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal)) throw new ArgumentException("The text holds a private key. Give the certificates alone; who verifies needs no more.", nameof(pem));
        using Certificates certificates = Certificates.Read(pem, MostCertificates, nameof(pem));
        return certificates.All.FirstOrDefault(IsRoot) is { } root
            ? new TrustedRoot(Names.Key(name), pem, Convert.ToHexStringLower(SHA256.HashData(root.RawData)))
            : throw new ArgumentException("None of the certificates is a root, that is, issued by itself. Give the root of the authority.", nameof(pem));
    }

    /// <summary>Its name and the beginning of its fingerprint.</summary>
    public override string ToString() => $"{Name} ({Fingerprint[..12]})";

    /// <summary>Why the root does not vouch for the first of some certificates, in words; null when it does.</summary>
    internal string? WhyNot(IReadOnlyList<X509Certificate2> signed)
    {
        X509Certificate2 signer = signed[0];
        using Certificates own = Certificates.Read(Pem, MostCertificates, nameof(Pem));
        using X509Chain chain = new();
        X509ChainPolicy policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(own.All.Where(IsRoot).ToArray());
        policy.ExtraStore.AddRange(signed.Skip(1).Concat(own.All.Where(certificate => !IsRoot(certificate))).ToArray());
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.ApplicationPolicy.Add(new Oid(CertificateUse.CodeSigning));
        policy.VerificationTimeIgnored = false;
        policy.VerificationTime = (ValidAt ?? TimeProvider.System.GetUtcNow()).LocalDateTime;
        bool isGood = chain.Build(signer);
        X509ChainStatus[] wrong = [.. chain.ChainStatus.Where(status => status.Status != X509ChainStatusFlags.NoError)];
        foreach (X509ChainElement element in chain.ChainElements) element.Certificate.Dispose();
        if (!isGood || wrong.Length > 0) return $"its certificate ({signer.Subject}) is not good: {string.Join(", ", wrong.Select(status => status.Status).Distinct())}{(wrong.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid) ? $"; it is valid from {signer.NotBefore.ToUniversalTime():u} until {signer.NotAfter.ToUniversalTime():u}, and held against {ValidAt ?? TimeProvider.System.GetUtcNow():u}" : "")}";
        if (CertificateUse.WhyNotForCode(signer) is { } use) return $"its certificate ({signer.Subject}) {use}";
        string[] names = [.. CertificateUse.IdentitiesOf(signer)];
        return Identities.Count == 0 || names.Any(Identities.Contains) ? null : $"its certificate is that of {string.Join(", ", names)}, who may not sign (TrustedRoot.Identities)";
    }

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
