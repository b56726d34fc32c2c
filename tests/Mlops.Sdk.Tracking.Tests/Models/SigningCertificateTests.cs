using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Models;

/// <summary>Signatures whose key is vouched for by certificates, made here with an authority of the test's own, and the vector of the specification.</summary>
public sealed class SigningCertificateTests : IDisposable
{
    private static readonly DateTimeOffset s_from = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), s_until = s_from.AddYears(2), s_within = s_from.AddMonths(6);
    private readonly TempDirectory _directory = new();
    private readonly Authority _authority = new("CN=root");

    public void Dispose()
    {
        _authority.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void VerifyFolder_CertificateVectorOfTheSpecification_LeadsToItsRootAndNoOther()
    {
        string folder = _directory.File("model"), signature = ReferenceFiles.Path("signing", "valid", "certificate.bundle.json");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "signme-1"), "signme-1\n");
        File.WriteAllText(Path.Combine(folder, "signme-2"), "signme-2");
        DateTimeOffset at = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        TrustedRoot root = TrustedRoot.FromPem("vectors", File.ReadAllText(ReferenceFiles.Path("signing", "root-ca.pem"))) with { ValidAt = at };
        ModelSigning.VerifyFolder(folder, signature, SignatureCheck.RequireCertificate(root));
        Refuses("not good: NotTimeValid", () => ModelSigning.VerifyFolder(folder, signature, SignatureCheck.RequireCertificate(root with { ValidAt = at.AddYears(20) })));
        Refuses("PartialChain", () => ModelSigning.VerifyFolder(folder, signature, SignatureCheck.RequireCertificate(_authority.Root with { ValidAt = at })));
        File.AppendAllText(Path.Combine(folder, "signme-2"), " ");
        Refuses("\"signme-2\" was changed", () => ModelSigning.VerifyFolder(folder, signature, SignatureCheck.RequireCertificate(root)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_SignedWithACertificate_TakesWhatTheRootVouchesFor(bool intermediate)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string path = Save(key, new SigningOptions { CertificateChainPem = _authority.Issue(key, "CN=release", intermediate: intermediate) });
        SignatureCheck check = SignatureCheck.RequireCertificate(_authority.Root with { ValidAt = s_within });
        Assert.NotEmpty(ModelSigning.Load(path, check, FittedCenter.Bundles).Steps);
        Assert.NotEmpty(ModelSigning.Load(path, SignatureCheck.Require(TrustedKey.From("key", key)), FittedCenter.Bundles).Steps);

        using var other = new Authority("CN=root");
        Refuses("its certificate (CN=release) is not good", () => ModelSigning.Load(path, SignatureCheck.RequireCertificate(other.Root with { ValidAt = s_within }), FittedCenter.Bundles));
        Refuses("NotTimeValid", () => ModelSigning.Load(path, SignatureCheck.RequireCertificate(_authority.Root with { ValidAt = s_until.AddDays(1) }), FittedCenter.Bundles));
        Refuses("NotTimeValid", () => ModelSigning.Load(path, SignatureCheck.RequireCertificate(_authority.Root with { ValidAt = s_from.AddDays(-1) }), FittedCenter.Bundles));
        Refuses("not made by a key that is trusted", () => ModelSigning.Load(path, SignatureCheck.Require(TrustedKey.From("other", ECDsa.Create(ECCurve.NamedCurves.nistP256))), FittedCenter.Bundles));
        Assert.NotEmpty(ModelSigning.Load(path, SignatureCheck.Require(TrustedKey.From("other", ECDsa.Create(ECCurve.NamedCurves.nistP256))).WithRoots(_authority.Root with { ValidAt = s_within }), FittedCenter.Bundles).Steps);
    }

    [Fact]
    public void Load_IdentitiesAreNamed_TakesTheirsAlone()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        string path = Save(key, new SigningOptions { CertificateChainPem = _authority.Issue(key, "CN=release", mail: "release@example.org") });
        foreach (string identity in (string[])["CN=release", "release@example.org", "https://example.org/ci"])
            ModelSigning.Load(path, SignatureCheck.RequireCertificate(_authority.Root with { ValidAt = s_within, Identities = [identity] }), FittedCenter.Bundles);
        Refuses("CN=release, release@example.org, https://example.org/ci, who may not sign", () => ModelSigning.Load(path, SignatureCheck.RequireCertificate(_authority.Root with { ValidAt = s_within, Identities = ["CN=releas", "example.org"] }), FittedCenter.Bundles));
    }

    [Fact]
    public void Load_IntermediateMissingOrOutsideOfItsNames_IsRefused()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var bound = new Authority("CN=root", mailsOf: "example.org");
        SignatureCheck check = SignatureCheck.RequireCertificate(bound.Root with { ValidAt = s_within });
        string whole = bound.Issue(key, "CN=release", mail: "release@example.org"), end = "-----END CERTIFICATE-----";
        ModelSigning.Load(Save(key, new SigningOptions { CertificateChainPem = whole }), check, FittedCenter.Bundles);
        string alone = whole[..(whole.IndexOf(end, StringComparison.Ordinal) + end.Length)];
        Refuses("PartialChain", () => ModelSigning.Load(Save(key, new SigningOptions { CertificateChainPem = alone }), check, FittedCenter.Bundles));
        Refuses("NameConstraint", () => ModelSigning.Load(Save(key, new SigningOptions { CertificateChainPem = bound.Issue(key, "CN=release", mail: "release@elsewhere.org") }), check, FittedCenter.Bundles));
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, CertificateUse.CodeSigning, "is not for signing")]
    [InlineData(X509KeyUsageFlags.DigitalSignature, "1.3.6.1.5.5.7.3.1", "extended key usage says something else")]
    [InlineData(null, null, "does not say that it is for signing")]
    public void Certificate_ForSomethingElse_NeitherSignsNorVerifies(X509KeyUsageFlags? usage, string? purpose, string why)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string wrong = _authority.Issue(key, "CN=server", usage, purpose);
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => ModelSigning.Sign("m", Content("m"), key, new SigningOptions { CertificateChainPem = wrong })).Message);

        // A tool of others signs with it all the same.
        string path = Save(key, new SigningOptions { CertificateChainPem = _authority.Issue(key, "CN=server") });
        JsonNode bundle = JsonNode.Parse(File.ReadAllText(path + ".sig"))!;
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(wrong);
        bundle["verificationMaterial"]!["x509CertificateChain"]!["certificates"]![0]!["rawBytes"] = Convert.ToBase64String(certificate.RawData);
        File.WriteAllText(path + ".sig", bundle.ToJsonString());
        Refuses("its certificate (CN=server)", () => ModelSigning.Load(path, SignatureCheck.RequireCertificate(_authority.Root with { ValidAt = s_within }), FittedCenter.Bundles));
    }

    [Fact]
    public void Load_CertificateOfAnother_DoesNotVouchForTheKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256), other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string theirs = _authority.Issue(other, "CN=release");
        Assert.Contains("not that of the key", Assert.Throws<ArgumentException>(() => ModelSigning.Sign("m", Content("m"), key, new SigningOptions { CertificateChainPem = theirs })).Message);
        Assert.Contains("private key", Assert.Throws<ArgumentException>(() => ModelSigning.Sign("m", Content("m"), key, new SigningOptions { CertificateChainPem = theirs + key.ExportPkcs8PrivateKeyPem() })).Message);

        string path = Save(key, new SigningOptions { CertificateChainPem = _authority.Issue(key, "CN=mallory") });
        JsonNode bundle = JsonNode.Parse(File.ReadAllText(path + ".sig"))!;
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(theirs);
        bundle["verificationMaterial"]!["x509CertificateChain"]!["certificates"]![0]!["rawBytes"] = Convert.ToBase64String(certificate.RawData);
        File.WriteAllText(path + ".sig", bundle.ToJsonString());
        SignatureCheck check = SignatureCheck.RequireCertificate(_authority.Root with { ValidAt = s_within });
        Refuses("not made by the key of its certificate (CN=release)", () => ModelSigning.Load(path, check, FittedCenter.Bundles));
        bundle["verificationMaterial"]!["x509CertificateChain"]!["certificates"] = new JsonArray();
        File.WriteAllText(path + ".sig", bundle.ToJsonString());
        Refuses("not made by a key that is trusted (root", () => ModelSigning.Load(path, check, FittedCenter.Bundles));
        bundle["verificationMaterial"]!["x509CertificateChain"]!["certificates"] = new JsonArray(new JsonObject { ["rawBytes"] = "AAAA" });
        File.WriteAllText(path + ".sig", bundle.ToJsonString());
        Refuses("a certificate of it cannot be read", () => ModelSigning.Load(path, check, FittedCenter.Bundles));
        File.WriteAllText(path + ".sig", new string(' ', (4 << 20) + 1));
        Refuses("too long", () => ModelSigning.Load(path, check, FittedCenter.Bundles));
    }

    [Fact]
    public void FromPem_NoRootOrAPrivateKey_IsRefused()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Contains("None of the certificates is a root", Assert.Throws<ArgumentException>(() => TrustedRoot.FromPem("x", _authority.Issue(key, "CN=release"))).Message);
        Assert.Contains("private key", Assert.Throws<ArgumentException>(() => TrustedRoot.FromPem("x", _authority.Root.Pem + key.ExportPkcs8PrivateKeyPem())).Message);
        Assert.Contains("0 certificates", Assert.Throws<ArgumentException>(() => TrustedRoot.FromPem("x", "nothing")).Message);
        Assert.Throws<ArgumentException>(() => SignatureCheck.RequireCertificate());
    }

    [Fact]
    public async Task Register_WithCertificate_LoadsWhereTheRootIsTrusted()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WorkspaceOptions options = Samples.Options with { Signatures = SignatureCheck.RequireCertificate(_authority.Root with { ValidAt = s_within, Identities = ["CN=release"] }) };
        await using Workspace workspace = await Workspace.OpenAsync(_directory.File("mlops"), options);
        await workspace.Models.RegisterAsync("m", Samples.Model(), new RegistrationOptions { SigningKey = key, Signing = new() { CertificateChainPem = _authority.Issue(key, "CN=release"), ShardSize = 1000 } });
        await workspace.Models.RegisterAsync("m", Samples.Model(), new RegistrationOptions { SigningKey = key, Signing = new() { CertificateChainPem = _authority.Issue(key, "CN=mallory") } });
        Assert.NotEmpty((await workspace.Models.LoadAsync(ModelReference.Parse("m/1"), FittedCenter.Bundles)).Steps);
        Assert.Equal("MLO6050", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.LoadAsync(ModelReference.Parse("m/2"), FittedCenter.Bundles))).Code);
    }

    [Fact]
    public async Task Register_CertificateWithoutKey_IsRefusedRatherThanUnsigned()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using Workspace workspace = await Workspace.OpenAsync(_directory.File("mlops"), Samples.Options);
        var unsigned = new RegistrationOptions { Signing = new() { CertificateChainPem = _authority.Issue(key, "CN=release") } };
        Assert.Contains("SigningKey", (await Assert.ThrowsAsync<ArgumentException>(() => workspace.Models.RegisterAsync("m", Samples.Model(), unsigned))).Message);
        Assert.Empty(await workspace.Models.ListModelsAsync());
    }

    private string Save(ECDsa key, SigningOptions options)
    {
        string path = _directory.File("m.mlops");
        Samples.Model().Save(path);
        using FileStream content = File.OpenRead(path);
        File.WriteAllText(path + ".sig", ModelSigning.Sign("m.mlops", content, key, options));
        return path;
    }

    private static void Refuses(string why, Action action)
    {
        MlopsException refused = Assert.Throws<MlopsException>(action);
        Assert.Equal("MLO6050", refused.Code);
        Assert.Contains(why, refused.Message);
    }

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>A root with an intermediate below it.</summary>
    private sealed class Authority : IDisposable
    {
        private readonly X509Certificate2 _root, _intermediate;

        public Authority(string name, string? mailsOf = null)
        {
            _root = Make(name, null);
            _intermediate = Make("CN=intermediate", _root, mailsOf);
        }

        public TrustedRoot Root => TrustedRoot.FromPem("root", _root.ExportCertificatePem());

        public string Issue(ECDsa key, string subject, X509KeyUsageFlags? usage = X509KeyUsageFlags.DigitalSignature, string? purpose = CertificateUse.CodeSigning, bool intermediate = true, string? mail = null)
        {
            var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
            if (usage is { } flags) request.CertificateExtensions.Add(new X509KeyUsageExtension(flags, true));
            if (purpose is not null) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
            if (mail is not null)
            {
                var names = new SubjectAlternativeNameBuilder();
                names.AddEmailAddress(mail);
                names.AddUri(new Uri("https://example.org/ci"));
                request.CertificateExtensions.Add(names.Build());
            }

            using X509Certificate2 issued = request.Create(intermediate ? _intermediate : _root, s_from, s_until, RandomNumberGenerator.GetBytes(8));
            return issued.ExportCertificatePem() + "\n" + (intermediate ? _intermediate.ExportCertificatePem() : "");
        }

        public void Dispose()
        {
            _root.Dispose();
            _intermediate.Dispose();
        }

        private static X509Certificate2 Make(string name, X509Certificate2? issuer, string? mailsOf = null)
        {
            using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
            var request = new CertificateRequest(name, key, HashAlgorithmName.SHA384);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
            if (mailsOf is not null)
            {
                // Name constraints of RFC 5280, 4.2.1.10: one permitted subtree of mail addresses.
                byte n = (byte)mailsOf.Length;
                request.CertificateExtensions.Add(new X509Extension("2.5.29.30", [0x30, (byte)(n + 6), 0xA0, (byte)(n + 4), 0x30, (byte)(n + 2), 0x81, n, .. Encoding.ASCII.GetBytes(mailsOf)], true));
            }

            if (issuer is null) return request.CreateSelfSigned(s_from.AddYears(-1), s_until.AddYears(1));
            using X509Certificate2 bare = request.Create(issuer, s_from.AddYears(-1), s_until.AddYears(1), RandomNumberGenerator.GetBytes(8));
            return bare.CopyWithPrivateKey(key);
        }
    }
}
