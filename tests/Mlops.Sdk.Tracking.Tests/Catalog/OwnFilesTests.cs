using System.Text;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

/// <summary>The files of a workspace are no data that the catalog finds by a location: what is in them may be another's.</summary>
public sealed class OwnFilesTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Location_IntoTheWorkspace_IsRefusedWhateverWayItLeadsThere()
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.File("w"), Samples.Options);
        string secret = await StoreAsync(workspace), artifacts = _directory.File("w/artifacts");
        Directory.CreateDirectory(_directory.File("deep/er"));
        File.CreateSymbolicLink(_directory.File("file.csv"), secret);
        File.CreateSymbolicLink(_directory.File("again.csv"), _directory.File("file.csv"));
        Directory.CreateSymbolicLink(_directory.File("folder"), artifacts);
        Directory.CreateSymbolicLink(_directory.File("sub"), _directory.File("deep/er"));
        // By its text it leads beside the workspace; as the system follows it, through deep/er, into it.
        File.CreateSymbolicLink(_directory.File("dots.csv"), Path.Combine("sub", "..", "..", "w", "workspace.db"));
        string[] refused =
        [
            secret, secret.ToUpperInvariant(), Path.GetRelativePath(Environment.CurrentDirectory, secret), _directory.File($"x/../w/./artifacts/{Path.GetRelativePath(artifacts, secret)}"),
            _directory.File("file.csv"), _directory.File("again.csv"), _directory.File("dots.csv"), _directory.File("folder/" + Path.GetRelativePath(artifacts, secret)), _directory.File("folder/zz/*"),
            _directory.File("w/workspace.db"), _directory.File("w/workspace.db-wal"), artifacts,
        ];
        foreach (string location in refused)
        {
            MlopsException version = await SharedWorkspace.RefusedAsync("MLO6120", () => workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans, new() { Storage = DatasetStorage.Reference, Location = location }));
            Assert.Contains("Name a file outside", version.Message);
            await SharedWorkspace.RefusedAsync("MLO6120", () => workspace.Catalog.SaveSourceAsync(new() { Name = "loans", Location = location }));
        }

        Assert.Empty(await workspace.Catalog.ListAsync());
        foreach (string location in (string[])[_directory.File("w/loans.csv"), _directory.File("w/artifacts-of-2026/loans.csv"), "warehouse", "https://example.org/loans.csv?year=2026"])
            await workspace.Catalog.SaveSourceAsync(new() { Name = Path.GetFileName(Path.GetDirectoryName(location))! + "x", Location = location });
    }

    [Fact]
    public async Task Location_ThatLeadsIntoTheWorkspaceLater_IsNotRead()
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.File("w"), Samples.Options);
        string secret = await StoreAsync(workspace), link = _directory.File("link.csv");
        CatalogWorkspaces.Loans.SaveCsv(_directory.File("loans.csv"));
        File.CreateSymbolicLink(link, _directory.File("loans.csv"));
        Dataset data = Dataset.FromCsv(link);
        await workspace.Catalog.RegisterAsync("loans", data, new() { Storage = DatasetStorage.Reference, Location = link });
        await workspace.Catalog.SaveSourceAsync(new() { Name = "files", Location = _directory.File("*.csv") });
        Assert.Equal(data.RowCount, (await workspace.Catalog.OpenAsync("loans/1")).RowCount);
        File.Delete(link);
        File.CreateSymbolicLink(link, secret);
        await SharedWorkspace.RefusedAsync("MLO6120", () => workspace.Catalog.OpenAsync("loans/1"));
        await SharedWorkspace.RefusedAsync("MLO6120", () => workspace.Catalog.OpenAsync("loans/1", new() { Read = _ => data }));
        await SharedWorkspace.RefusedAsync("MLO6120", () => workspace.Catalog.IngestFilesAsync("files", "taken"));
    }

    private async Task<string> StoreAsync(Workspace workspace)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("name,income\nAda,10\n"));
        ArtifactBlob blob = await workspace.Artifacts.PutAsync(content, TestContext.Current.CancellationToken);
        string path = _directory.File($"w/artifacts/{blob.Sha256[..2]}/{blob.Sha256[2..]}");
        Assert.True(File.Exists(path));
        return path;
    }
}
