using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Stores;

public sealed class KeepingTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Delete_Restore_Purge_KeepWhatAVersionCameFrom()
    {
        await using Workspace workspace = await OpenAsync();
        Run parent = await workspace.StartRunAsync("x"), child = await parent.StartChildAsync(), source = await workspace.StartRunAsync("x");
        await child.LogMetricAsync("m", 1);
        await child.LogDatasetAsync("train", Samples.Data);
        await workspace.Models.RegisterAsync("m", Samples.Model(), source);
        Assert.Equal("MLO6036", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Runs.DeleteAsync(parent.Id))).Code);
        foreach (Run run in (Run[])[child, parent, source]) await run.CompleteAsync();

        await workspace.Runs.DeleteAsync(parent.Id);
        await workspace.Runs.DeleteAsync(source.Id);
        Assert.Empty((await workspace.Runs.SearchAsync()).Runs);
        Assert.Equal(3, (await workspace.Runs.SearchAsync(new() { Deleted = true })).Runs.Length);
        await workspace.Runs.RestoreAsync(parent.Id);
        Assert.Equal(2, (await workspace.Runs.SearchAsync()).Runs.Length);
        await workspace.Runs.DeleteAsync(parent.Id);
        Assert.Equal(0, await workspace.Runs.PurgeAsync(TimeSpan.FromDays(1)));
        _time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(2, await workspace.Runs.PurgeAsync(TimeSpan.FromDays(1)));
        Assert.Equal([source.Id], (await workspace.Runs.SearchAsync(new() { Deleted = true })).Runs.Select(run => run.Id));
        Assert.Empty((await workspace.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task CollectGarbage_AnyState_NeverTakesWhatIsReachable()
    {
        await using Workspace workspace = await OpenAsync();
        Run run = await workspace.StartRunAsync("x");
        await run.LogTextAsync("kept.txt", "kept");
        await run.LogTextAsync("replaced.txt", "the first");
        await run.LogTextAsync("replaced.txt", "the second");
        ModelVersion version = await workspace.Models.RegisterAsync("m", Samples.Model());
        await workspace.Artifacts.PutAsync(new MemoryStream([1, 2, 3]));
        Assert.Equal(new GarbageCollection(0, 0, 5), await workspace.CollectGarbageAsync());
        _time.Advance(TimeSpan.FromHours(25));
        // Somebody stores the same content again and is about to refer to it.
        ArtifactBlob again = await workspace.Artifacts.PutAsync(new MemoryStream([1, 2, 3]));
        Assert.Equal(new GarbageCollection(1, "the first".Length, 4), await workspace.CollectGarbageAsync());
        Assert.Equal(ArtifactState.Sound, await workspace.Artifacts.CheckAsync(again.Sha256));
        await workspace.Models.LoadAsync(version.Reference, FittedCenter.Bundles);
        Assert.Empty((await workspace.VerifyAsync()).Problems);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => workspace.CollectGarbageAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Open_LeftoversOfKilledWriters_GoAfterAWeek()
    {
        await using (await OpenAsync())
        {
        }

        string old = _directory.File("w/artifacts/unfinished/old"), young = _directory.File("w/artifacts/unfinished/young");
        foreach ((string file, int days) in ((string, int)[])[(old, 8), (young, 1)])
        {
            await File.WriteAllTextAsync(file, "half");
            File.SetLastWriteTimeUtc(file, _time.GetUtcNow().UtcDateTime.AddDays(-days));
        }

        await using Workspace again = await OpenAsync();
        Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
    }

    [Fact]
    public async Task Backup_WhileInUse_IsAWholeWorkspace()
    {
        await using Workspace workspace = await OpenAsync();
        await using Run run = await workspace.StartRunAsync("x");
        await run.LogTextAsync("a.txt", "content");
        await workspace.Models.RegisterAsync("m", Samples.Model(), run);
        using var stop = new CancellationTokenSource();
        Task writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await run.LogMetricAsync("m", 1);
        });
        await workspace.BackupAsync(_directory.File("copy"));
        await stop.CancelAsync();
        await writing;
        await using Workspace copy = await Workspace.OpenAsync(_directory.File("copy"));
        Assert.Empty((await copy.VerifyAsync()).Problems);
        Assert.Equal(run.Id, Assert.Single((await copy.Runs.SearchAsync()).Runs).Id);
        await copy.Models.LoadAsync(ModelReference.Parse("m/1"), FittedCenter.Bundles);
        Assert.Equal("MLO6003", (await Assert.ThrowsAsync<MlopsException>(() => workspace.BackupAsync(_directory.File("copy")))).Code);
    }

    [Fact]
    public async Task Write_DiskFull_FailsWithTheRemedyAndLosesNothing()
    {
        SqliteWorkspaceStore store = await SqliteWorkspaceStore.OpenAsync(_directory.File("full.db"));
        await using var workspace = Workspace.FromStores(store, new FolderArtifactStore(_directory.File("artifacts")), Samples.Options);
        Run run = await workspace.StartRunAsync("x");
        await run.LogMetricAsync("m", 1);
        await store.LimitAsync(60);
        List<int> kept = [];
        MlopsException? full = null;
        for (int i = 0; full is null; i++)
        {
            try
            {
                await workspace.StartRunAsync("x", new() { Tags = new Dictionary<string, string> { ["i"] = i + new string('t', 3000) }.ToSorted() });
                kept.Add(i);
            }
            catch (MlopsException e)
            {
                full = e;
            }
        }

        Assert.Equal("MLO6004", full.Code);
        Assert.Contains("Check the free space", full.Message);
        Assert.Equal(kept.Count + 1, (await workspace.Runs.SearchAsync(new() { PageSize = 1000 })).Runs.Length);
        Assert.Empty((await workspace.VerifyAsync()).Problems);
        await store.LimitAsync(10_000);
        await run.LogMetricAsync("m", 2);
        await run.CompleteAsync();
        Assert.Equal(2, (await workspace.Runs.GetAsync(run.Id)).Metrics["m"].Count);
    }

    [Fact]
    public async Task Open_NoDirectoryCanBeMade_SaysSo()
    {
        string file = _directory.File("file");
        await File.WriteAllTextAsync(file, "x");
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => Workspace.OpenAsync(Path.Combine(file, "w")));
        Assert.Equal("MLO6003", refused.Code);
        Assert.Contains("this process may write there", refused.Message);
    }

    [Theory]
    [InlineData("nfs nfs4 CIFS smb2 smb3 afpfs smbfs webdav fuse.sshfs fuse.rclone fuse.s3fs fuse.glusterfs ceph lustre gpfs beegfs ocfs2 9p v9fs drvfs virtiofs vboxsf fuse.vmhgfs-fuse fakeowner", true)]
    [InlineData("ext4 xfs btrfs zfs overlay overlayfs tmpfs apfs hfs NTFS fuse fuseblk fuse.ntfs-3g fuse.mergerfs fuse.fuse-overlayfs fuse.bindfs", false)]
    public void IsNetwork_Format_TellsSharesFromDisks(string formats, bool network) => Assert.All(formats.Split(' '), format => Assert.Equal(network, FileSystems.IsNetwork(format)));

    [Theory]
    [InlineData(@"\\server\share\w", true)]
    [InlineData("//server/share/w", true)]
    [InlineData(@"\\?\UNC\server\share\w", true)]
    [InlineData(@"\\wsl.localhost\Debian\w", true)]
    [InlineData(@"\\?\C:\w", false)]
    [InlineData(@"\\.\C:\w", false)]
    [InlineData(@"C:\w", false)]
    public void IsShare_PathOfWindows_TellsServersFromDisks(string path, bool share) => Assert.Equal(share, FileSystems.IsShare(path));

    private Task<Workspace> OpenAsync() => Workspace.OpenAsync(_directory.File("w"), Samples.Options with { Time = _time });
}
