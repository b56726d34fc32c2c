using System.Runtime.Versioning;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Faults;

/// <summary>Folders that cannot be written.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Open_PlaceThatTakesNoFiles_SaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux has a folder that nobody can write to, whatever their rights.");
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => Workspace.OpenAsync("/proc/mlops"));
        Assert.Equal("MLO6003", refused.Code);
        Assert.Contains("this process may write there", refused.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [UnsupportedOSPlatform("windows")]
    public async Task Open_FolderTurnedReadOnly_SaysSoAndLosesNothing(bool files)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Modes do not bind an administrator.");
        await using (Workspace workspace = await Workspace.OpenAsync(_directory.File("w"), Samples.Options))
            await workspace.RunAsync("x", async run => await run.LogTextAsync("a.txt", "kept"));
        string[] bound = files ? Directory.GetFiles(_directory.File("w")) : [_directory.File("w"), _directory.File("w/artifacts")];
        UnixFileMode[] modes = [.. bound.Select(File.GetUnixFileMode)];
        const UnixFileMode Write = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        for (int i = 0; i < bound.Length; i++) File.SetUnixFileMode(bound[i], modes[i] & ~Write);
        try
        {
            MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => Workspace.OpenAsync(_directory.File("w"), Samples.Options));
            Assert.Equal("MLO6003", refused.Code);
            Assert.Contains("this process may write there", refused.Message);
        }
        finally
        {
            for (int i = 0; i < bound.Length; i++) File.SetUnixFileMode(bound[i], modes[i]);
        }

        await using Workspace again = await Workspace.OpenAsync(_directory.File("w"), Samples.Options);
        Assert.Empty((await again.VerifyAsync()).Problems);
        Assert.Equal("a.txt", (await again.Runs.SearchAsync()).Runs.Single().Artifacts.Single().Path);
    }

    [Fact]
    public async Task Put_FolderForNewFilesIsGone_SaysSoAndLeavesTheRest()
    {
        var store = new FolderArtifactStore(_directory.File("a"));
        ArtifactBlob kept = await store.PutAsync(new MemoryStream([1]));
        Directory.Delete(_directory.File("a/unfinished"));
        await File.WriteAllTextAsync(_directory.File("a/unfinished"), "in the way");
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => store.PutAsync(new MemoryStream([2])));
        Assert.Equal("MLO6004", refused.Code);
        Assert.Contains("Check the free space and the rights", refused.Message);
        Assert.Equal(ArtifactState.Sound, await store.CheckAsync(kept.Sha256));
        Assert.Equal([kept.Sha256], await store.ListAsync().ToListAsync());
    }

    [Fact]
    public async Task Load_AnyByteOfABundleFlipped_IsFound()
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.File("w"), Samples.Options);
        ModelVersion version = await workspace.Models.RegisterAsync("m", Samples.Model());
        string blob = Path.Combine(_directory.File("w/artifacts"), version.BundleSha256[..2], version.BundleSha256[2..]);
        byte[] good = await File.ReadAllBytesAsync(blob);
        for (int at = 0; at < good.Length; at += 23)
        {
            byte[] bad = [.. good];
            bad[at] ^= 0x10;
            await File.WriteAllBytesAsync(blob, bad);
            Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.LoadAsync("m/1"))).Code);
        }

        Assert.Equal(WorkspaceProblemKind.DamagedArtifact, Assert.Single((await workspace.VerifyAsync()).Problems).Kind);
        await File.WriteAllBytesAsync(blob, good);
        Assert.NotEmpty((await workspace.Models.LoadAsync(version.Reference, FittedCenter.Bundles)).Steps);
    }
}
