using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Models;

public sealed class ModelSigningTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("nistP256")]
    [InlineData("nistP384")]
    [InlineData("nistP521")]
    public void Verify_SignedByTheKey_Passes(string curve)
    {
        using ECDsa key = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve)), trusted = ECDsa.Create();
        trusted.ImportFromPem(key.ExportSubjectPublicKeyInfoPem());
        string signature = ModelSigning.Sign("m.mlops", Content("model"), key);
        ModelSigning.Verify("m.mlops", Content("model"), signature, trusted);
        ModelSigning.Verify(null, Content("model"), signature, trusted);
    }

    [Fact]
    public void Verify_TamperedInAnyWay_SaysWhich()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256), other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string signature = ModelSigning.Sign("m.mlops", Content("model"), key);
        Refuses("not what was signed", "m.mlops", "modeL", signature, key);
        Refuses("not of \"n.mlops\"", "n.mlops", "model", signature, key);
        Refuses("not made by the key", "m.mlops", "model", signature, other);
        Refuses("not made by the key", "m.mlops", "model", Change(signature, statement => statement["predicate"]!["resources"]![0]!["digest"] = new string('0', 64)), key);
        Refuses("cannot be read", "m.mlops", "model", "{}", key);
        Refuses("cannot be read", "m.mlops", "model", "", key);
        Refuses("by what key", "m.mlops", "model", signature.Replace("publicKey", "nothing", StringComparison.Ordinal), key);
        Refuses("not made by the key", "m.mlops", "model", Replace(signature, "sig", "AAAA"), key);
        Assert.Throws<ArgumentException>(() => ModelSigning.Sign("../m.mlops", Content("model"), key));
    }

    [Fact]
    public void Sign_Statement_HasTheFormatOfOpenSsf()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        JsonNode bundle = JsonNode.Parse(ModelSigning.Sign("m.mlops", Content("model"), key))!;
        JsonNode statement = JsonNode.Parse(Convert.FromBase64String((string)bundle["dsseEnvelope"]!["payload"]!))!;
        byte[] digest = SHA256.HashData("model"u8);
        Assert.Equal("application/vnd.dev.sigstore.bundle.v0.3+json", (string)bundle["mediaType"]!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n"))), (string)bundle["verificationMaterial"]!["publicKey"]!["hint"]!);
        Assert.Equal("https://model_signing/signature/v1.0", (string)statement["predicateType"]!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(digest)), (string)statement["subject"]![0]!["digest"]!["sha256"]!);
        Assert.Equal(Convert.ToHexStringLower(digest), (string)statement["predicate"]!["resources"]![0]!["digest"]!);
    }

    [Fact]
    public async Task VerifySignature_RegisteredVersions_TellsSignedFromOthers()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256), other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        ModelVersion signed = await workspace.Models.RegisterAsync("m", Samples.Model(), new RegistrationOptions { SigningKey = key });
        ModelVersion plain = await workspace.Models.RegisterAsync("m", Samples.Model());
        await workspace.Models.LogAsync(signed.Reference, new GeneralReport(new ReportBuilder("Report").Build(), [], "tests"), "signature");
        await workspace.Models.VerifySignatureAsync(signed.Reference, key);
        Assert.Equal("MLO6050", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.VerifySignatureAsync(signed.Reference, other))).Code);
        Assert.Contains("m/2 was registered without one", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.VerifySignatureAsync(plain.Reference, key))).Message);
        Assert.Empty((await workspace.VerifyAsync()).Problems);
    }

    private static string Change(string signature, Action<JsonNode> change)
    {
        JsonNode bundle = JsonNode.Parse(signature)!;
        JsonNode statement = JsonNode.Parse(Convert.FromBase64String((string)bundle["dsseEnvelope"]!["payload"]!))!;
        change(statement);
        bundle["dsseEnvelope"]!["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(statement.ToJsonString()));
        return bundle.ToJsonString();
    }

    private static string Replace(string signature, string property, string value)
    {
        JsonNode bundle = JsonNode.Parse(signature)!;
        bundle["dsseEnvelope"]!["signatures"]![0]![property] = value;
        return bundle.ToJsonString();
    }

    private static void Refuses(string why, string name, string content, string signature, ECDsa key)
    {
        MlopsException refused = Assert.Throws<MlopsException>(() => ModelSigning.Verify(name, Content(content), signature, key));
        Assert.Equal("MLO6050", refused.Code);
        Assert.Contains(why, refused.Message);
    }

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));
}
