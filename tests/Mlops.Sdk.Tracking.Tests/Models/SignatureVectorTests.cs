using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Models;

/// <summary>
/// The vectors of OpenSSF Model Signing 1.0 (tests/ReferenceData/signing). What was made with a certificate verifies by the certificate's own key when the host trusts that key;
/// chains of certificates, time stamps and transparency logs are not looked at, because trust comes from the host's keys alone.
/// </summary>
public sealed class SignatureVectorTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly TrustedKey _key = TrustedKey.FromPem("vectors", File.ReadAllText(ReferenceFiles.Path("signing", "signing-key-pub.pem")));

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("valid/key", "signme-1\n")]
    [InlineData("valid/certificate", "signme-1\n")]
    [InlineData("valid/sigstore", "signme-1")]
    public void VerifyFolder_SignedByTheReferenceTool_PassesAndFindsEveryChange(string vector, string first)
    {
        string folder = Model(first), signature = ReferenceFiles.Path("signing", vector + ".bundle.json");
        TrustedKey key = vector == "valid/sigstore" ? CertificateKey(signature) : _key;
        ModelSigning.VerifyFolder(folder, signature, key);

        File.WriteAllText(Path.Combine(folder, "ignore-me"), "not signed");
        ModelSigning.VerifyFolder(folder, signature, key);
        Change(folder, "signme-2", "signme-3", signature, key, "\"signme-2\" was changed");
        Change(folder, "more/x.bin", "x", signature, key, "\"more/x.bin\" was added");
        File.Move(Path.Combine(folder, "signme-1"), Path.Combine(folder, "Signme-1"));
        Refuses("\"signme-1\" is missing", () => ModelSigning.VerifyFolder(folder, signature, key));
        File.CreateSymbolicLink(Path.Combine(folder, "signme-1"), Path.Combine(folder, "Signme-1"));
        Refuses("\"signme-1\" is a link", () => ModelSigning.VerifyFolder(folder, signature, key));
        Refuses("not made by a key that is trusted (other (", () => ModelSigning.VerifyFolder(folder, signature, TrustedKey.From("other", ECDsa.Create(ECCurve.NamedCurves.nistP384))));
    }

    [Theory]
    [InlineData("invalid/empty", "cannot be read")]
    [InlineData("invalid/missing-envelope", "cannot be read")]
    [InlineData("invalid/missing-tlog-entries", "cannot be read")]
    [InlineData("invalid/missing-verification-material", "cannot be read")]
    [InlineData("invalid-payload/wrong-predicate", "not made by a key that is trusted")]
    [InlineData("absent", "there is no")]
    public void VerifyFolder_InvalidVector_IsRefused(string vector, string why) =>
        Refuses(why, () => ModelSigning.VerifyFolder(Model("signme-1\n"), ReferenceFiles.Path("signing", vector + ".bundle.json"), _key));

    [Fact]
    public void Read_PayloadWithAnotherPredicate_IsRefusedForIt()
    {
        using JsonDocument bundle = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.Path("signing", "invalid-payload", "wrong-predicate.bundle.json")));
        byte[] payload = bundle.RootElement.GetProperty("dsseEnvelope").GetProperty("payload").GetBytesFromBase64();
        Assert.Contains("something else than a model", Assert.Throws<SignatureException>(() => SignedStatement.Read(payload)).Message);
    }

    private string Model(string first)
    {
        string folder = _directory.File("model");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "signme-1"), first);
        File.WriteAllText(Path.Combine(folder, "signme-2"), "signme-2");
        return folder;
    }

    private static void Change(string folder, string name, string text, string signature, TrustedKey key, string why)
    {
        string path = Path.Combine(folder, name);
        string? before = File.Exists(path) ? File.ReadAllText(path) : null;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        Refuses(why, () => ModelSigning.VerifyFolder(folder, signature, key));
        if (before is null) File.Delete(path);
        else File.WriteAllText(path, before);
    }

    private static TrustedKey CertificateKey(string path)
    {
        using JsonDocument bundle = JsonDocument.Parse(File.ReadAllText(path));
        byte[] raw = bundle.RootElement.GetProperty("verificationMaterial").GetProperty("certificate").GetProperty("rawBytes").GetBytesFromBase64();
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(raw);
        return TrustedKey.From("pinned", certificate.GetECDsaPublicKey()!);
    }

    private static void Refuses(string why, Action action)
    {
        MlopsException refused = Assert.Throws<MlopsException>(action);
        Assert.Equal("MLO6050", refused.Code);
        Assert.Contains(why, refused.Message);
    }
}
