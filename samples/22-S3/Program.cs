// Contents of a workspace in a bucket of S3: the blocks of docs/object-stores.md. It needs a server: MLOPS_S3 holds its address with keys, http://KEY:SECRET@HOST:PORT. Run it from the root of the repository.
using Amazon.Runtime;
using Amazon.S3;
using Mlops.Sdk;
using Mlops.Sdk.Extensibility;

if (Environment.GetEnvironmentVariable("MLOPS_S3") is not { Length: > 0 } server)
{
    Console.WriteLine("MLOPS_S3 holds no address with keys, so there is nothing to run (.ci/radosgw starts a server).");
    return;
}

const string Folder = "artifacts/s3";
if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
Directory.CreateDirectory(Folder);
File.WriteAllBytes($"{Folder}/embeddings.bin", [.. Enumerable.Range(0, 20_000_000).Select(i => (byte)(i * 31 + i / 251))]);
string address = new Uri(server).GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
string[] keys = new Uri(server).UserInfo.Split(':');
(string key, string secret) = (keys[0], keys[1]);
using (var admin = new AmazonS3Client(key, secret, new AmazonS3Config { ServiceURL = address, ForcePathStyle = true })) await admin.PutBucketAsync("mlops-sample");

#region s3
var config = new AmazonS3Config
{
    ServiceURL = address,    // for Amazon's own service: RegionEndpoint instead, and no ForcePathStyle
    ForcePathStyle = true,
    RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
    ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
};
using var client = new AmazonS3Client(new BasicAWSCredentials(key, secret), config);
S3ArtifactStore contents = await S3ArtifactStore.OpenAsync(client, "mlops-sample");
#endregion

await using Workspace workspace = Workspace.FromStores(await SqliteWorkspaceStore.OpenAsync($"{Folder}/workspace.db"), contents);
RunArtifact kept = await workspace.RunAsync("penguins", run => run.LogFileAsync($"{Folder}/embeddings.bin"));
await using Stream part = await contents.OpenReadAsync(kept.Sha256, offset: 12_000_000);
Console.WriteLine($"{part.Length - part.Position:N0} bytes are read and checked in chunks");
