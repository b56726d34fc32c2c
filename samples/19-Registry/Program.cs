// The registry between people and workspaces: the blocks of docs/registry.md. Run it from the root of the repository.
using System.Security.Cryptography;
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
