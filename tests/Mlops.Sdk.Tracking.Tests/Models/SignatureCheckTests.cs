using System.Security.Cryptography;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Models;

public sealed class SignatureCheckTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256), _other = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    public void Dispose()
    {
        _directory.Dispose();
        _key.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Load_SignaturesRequired_TakesTrustedKeysAndNothingElse()
    {
        WorkspaceOptions options = Samples.Options with { Signatures = SignatureCheck.Require(TrustedKey.From("old", _other), TrustedKey.From("new", _key)) };
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, options);
        await workspace.Models.RegisterAsync("m", Samples.Model(), new RegistrationOptions { SigningKey = _key });
        await workspace.Models.RegisterAsync("m", Samples.Model());
        Assert.NotEmpty((await workspace.Models.LoadAsync(ModelReference.Parse("m/1"), FittedCenter.Bundles)).Steps);
        Assert.Contains("m/2 was registered without one", (await RefusedAsync(workspace.Models.LoadAsync("m/2"))).Message);
        Assert.Contains("by a key that is trusted (release (", (await RefusedAsync(workspace.Models.LoadAsync(ModelReference.Parse("m/1"), SignatureCheck.Require(TrustedKey.From("release", _other))))).Message);
        Assert.NotEmpty((await workspace.Models.LoadAsync(ModelReference.Parse("m/2"), SignatureCheck.Off, FittedCenter.Bundles)).Steps);
    }

    [Fact]
    public async Task Load_SignatureOfAnotherModel_IsRefused()
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        ModelVersion signed = await workspace.Models.RegisterAsync("m", Samples.Model(), new RegistrationOptions { SigningKey = _key });
        ModelVersion renamed = await workspace.Models.RegisterAsync("n", Samples.Model());
        RunArtifact signature = (await workspace.Models.ListReportsAsync(signed.Reference)).Single().Artifacts.Single();
        await workspace.Store.Models.LogReportAsync("n", 1, new VersionReport { Name = "signature", ReportKind = "signature", CreatedAt = signed.CreatedAt, Artifacts = [signature] });
        Assert.Contains("\"m.mlops\" and not of \"n.mlops\"", (await RefusedAsync(workspace.Models.LoadAsync(renamed.Reference, SignatureCheck.Require(TrustedKey.From("k", _key))))).Message);

        // A signature that is gone is as good as none.
        File.Delete(_directory.File(Path.Combine("artifacts", signature.Sha256[..2], signature.Sha256[2..])));
        Assert.Contains("cannot be read", (await RefusedAsync(workspace.Models.LoadAsync(signed.Reference, SignatureCheck.Require(TrustedKey.From("k", _key))))).Message);
    }

    [Fact]
    public async Task Load_Warn_LoadsAndTellsTheObserver()
    {
        List<Finding> told = [];
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options with { Signatures = SignatureCheck.Warn(told.Add, TrustedKey.From("k", _key)) });
        await workspace.Models.RegisterAsync("m", Samples.Model(), new RegistrationOptions { SigningKey = _key });
        await workspace.Models.RegisterAsync("m", Samples.Model());
        await workspace.Models.LoadAsync(ModelReference.Parse("m/1"), FittedCenter.Bundles);
        Assert.Empty(told);
        await workspace.Models.LoadAsync(ModelReference.Parse("m/2"), FittedCenter.Bundles);
        Finding finding = Assert.Single(told);
        Assert.Equal(("SIGN001", Severity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("m/2 is loaded although", finding.Message);
    }

    [Fact]
    public void LoadFile_SignatureBeside_IsHeldToTheCheck()
    {
        string path = _directory.File("m.mlops");
        Samples.Model().Save(path);
        SignatureCheck require = SignatureCheck.Require(TrustedKey.From("k", _key));
        Assert.Contains("there is no", Assert.Throws<MlopsException>(() => ModelSigning.Load(path, require, FittedCenter.Bundles)).Message);
        using (FileStream content = File.OpenRead(path)) File.WriteAllText(path + ".sig", ModelSigning.Sign("m.mlops", content, _key));
        Assert.NotEmpty(ModelSigning.Load(path, require, FittedCenter.Bundles).Steps);

        // Were any of it read before the verdict, this would be a bundle that is no zip.
        File.WriteAllText(path, "no bundle at all");
        Assert.Equal("MLO6050", Assert.Throws<MlopsException>(() => ModelSigning.Load(path, require)).Code);
        Assert.Throws<BundleFormatException>(() => ModelSigning.Load(path, SignatureCheck.Off));
    }

    [Fact]
    public void TrustedKey_OtherThanAPublicKeyOfACurveThatIsUsed_IsRefused()
    {
        Assert.Contains("private key", Assert.Throws<ArgumentException>(() => TrustedKey.FromPem("k", _key.ExportECPrivateKeyPem())).Message);
        Assert.Throws<ArgumentException>(() => TrustedKey.FromPem("k", "no key"));
        using RSA rsa = RSA.Create(2048);
        Assert.Throws<ArgumentException>(() => TrustedKey.FromPem("k", rsa.ExportSubjectPublicKeyInfoPem()));
        Assert.Throws<ArgumentException>(() => SignatureCheck.Require());
        Assert.Equal(TrustedKey.From("k", _key), TrustedKey.FromPem("k", _key.ExportSubjectPublicKeyInfoPem()));
    }

    private static async Task<MlopsException> RefusedAsync(Task<FittedPipeline> load)
    {
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => load);
        Assert.Equal("MLO6050", refused.Code);
        return refused;
    }
}
