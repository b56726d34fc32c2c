// Contents of a workspace in Azure Blob Storage: the blocks of docs/object-stores.md. It needs a server: MLOPS_AZURE holds a connection string. Run it from the root of the repository.
using Azure.Storage.Blobs;
using Mlops.Sdk;
using Mlops.Sdk.Extensibility;

if (Environment.GetEnvironmentVariable("MLOPS_AZURE") is not { Length: > 0 } connection)
{
    Console.WriteLine("MLOPS_AZURE holds no connection string, so there is nothing to run (.ci/azurite starts an emulator).");
    return;
}

const string Folder = "artifacts/azure";
if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
Directory.CreateDirectory(Folder);
File.WriteAllBytes($"{Folder}/embeddings.bin", [.. Enumerable.Range(0, 20_000_000).Select(i => (byte)(i * 31 + i / 251))]);

#region open
AzureArtifactStore contents = await AzureArtifactStore.OpenAsync(new BlobContainerClient(connection, "mlops"));
await using Workspace workspace = Workspace.FromStores(await SqliteWorkspaceStore.OpenAsync($"{Folder}/workspace.db"), contents);
RunArtifact kept = await workspace.RunAsync("penguins", run => run.LogFileAsync($"{Folder}/embeddings.bin"));
#endregion

#region part
await using Stream part = await contents.OpenReadAsync(kept.Sha256, offset: 12_000_000);
Console.WriteLine($"{part.Length - part.Position:N0} bytes are read and checked in chunks");
#endregion
