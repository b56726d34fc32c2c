// The registry between people and workspaces: the blocks of docs/registry.md. Run it from the root of the repository.
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mlops.Sdk;

const string Folder = "artifacts/registry";
if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
(Dataset train, Dataset test) = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" }).Split(testFraction: 0.25, seed: 42);
await using Workspace workspace = await Workspace.OpenAsync(Folder + "/dev", new() { User = "ada" });
FittedPipeline model = Pipeline.Empty.ImputeMissing().EncodeCategories().TrainBoosting(new() { TreeCount = 20 }).Fit(train);
ModelVersion version = await workspace.RunAsync("penguins", async run => await workspace.Models.RegisterAsync("penguins", model, producedBy: run));
await workspace.Models.LogAsync(version.Reference, model.Evaluate(test));

#region review
await using Workspace reviewer = await Workspace.OpenAsync(Folder + "/dev", new() { User = "bob" });
await reviewer.Models.ApproveAsync(version.Reference, "slices and costs looked at");
PromotionReport promotion = await workspace.Models.PromoteAsync(version.Reference, "champion", [ModelGate.AtLeast("accuracy", 0.9), ModelGate.Approved(by: 1)]);
Console.WriteLine(promotion);
#endregion

#region notes
await workspace.Models.DescribeModelAsync("penguins", "Which species a bird is");
await workspace.Models.SetTagAsync(version.Reference, "region", "Palmer");
foreach (RegisteredVersion found in (await workspace.Models.SearchAsync(new() { Tag = "region", Alias = "champion" })).Versions) Console.WriteLine(found);
#endregion

#region sign
using ECDsa signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);      // from a vault, never from the workspace
TrustedKey trusted = TrustedKey.From("release", signer);
ModelVersion signed = await workspace.Models.RegisterAsync("penguins", model, new RegistrationOptions { SigningKey = signer });
FittedPipeline verified = await workspace.Models.LoadAsync(signed.Reference, SignatureCheck.Require(trusted));
await workspace.Models.LoadAsync(version.Reference, SignatureCheck.Warn(finding => Console.WriteLine(finding.Message), trusted));
#endregion

(string chain, string rootPem) = Authority(signer);
#region certificate
TrustedRoot root = TrustedRoot.FromPem("release authority", rootPem) with { Identities = ["CN=release"] };
ModelVersion certified = await workspace.Models.RegisterAsync("penguins", model, new RegistrationOptions { SigningKey = signer, Signing = new() { CertificateChainPem = chain } });
await workspace.Models.LoadAsync(certified.Reference, SignatureCheck.RequireCertificate(root));
#endregion

#region folder
Directory.CreateDirectory($"{Folder}/release");
model.Save($"{Folder}/release/penguins.mlops");
File.Copy("samples/data/penguins/penguins.csv", $"{Folder}/release/penguins.csv");
File.WriteAllText($"{Folder}/release/model.sig", ModelSigning.SignFolder($"{Folder}/release", signer, new() { CertificateChainPem = chain }));
ModelSigning.VerifyFolder($"{Folder}/release", $"{Folder}/release/model.sig", SignatureCheck.RequireCertificate(root));
#endregion

#region transfer
Console.WriteLine(await workspace.ExportAsync(Folder + "/penguins.zip", new ExportOptions { Models = ["penguins"] }));
byte[] key = RandomNumberGenerator.GetBytes(ArtifactKeys.KeyBytes);   // from a vault, never from the workspace
await using Workspace production = await Workspace.OpenAsync(Folder + "/prod", new() { User = "pat", ArtifactKeys = new ArtifactKeys(key) });
Console.WriteLine(await production.ImportAsync(Folder + "/penguins.zip"));
FittedPipeline champion = await production.Models.LoadAsync("penguins@champion");
#endregion

Console.WriteLine($"{champion.Evaluate(test).Values.Length} metrics, {verified.InputSchema.Fields.Length} columns; {await production.VerifyAsync()}");
if (args is not [string trackingUri]) return;

#region mlflow
using HttpClient client = new() { BaseAddress = new Uri(trackingUri) };      // http://localhost:5000/
MlflowImport import = await new MlflowImporter(client, workspace, new() { Experiments = ["credit"] }).ImportAsync();
Console.WriteLine(import);
#endregion

// What an authority does: a root, and a certificate for signing code that it gives the owner of the key.
static (string Chain, string Root) Authority(ECDsa signer)
{
    DateTimeOffset now = TimeProvider.System.GetUtcNow();
    using ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    var authority = new CertificateRequest("CN=release authority", rootKey, HashAlgorithmName.SHA384);
    authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
    authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
    using X509Certificate2 root = authority.CreateSelfSigned(now.AddDays(-1), now.AddYears(5));
    var release = new CertificateRequest("CN=release", signer, HashAlgorithmName.SHA256);
    release.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
    release.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.3")], false));
    using X509Certificate2 issued = release.Create(root, now.AddDays(-1), now.AddYears(1), RandomNumberGenerator.GetBytes(8));
    return (issued.ExportCertificatePem(), root.ExportCertificatePem());
}
