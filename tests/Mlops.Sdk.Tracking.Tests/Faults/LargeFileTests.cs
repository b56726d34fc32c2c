using System.Diagnostics;
using System.Security.Cryptography;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Faults;

/// <summary>Large files that are logged and saved again after something came between.</summary>
public sealed class LargeFileTests : IDisposable
{
    private const int Chunk = 1 << 20, Size = 10 * Chunk + 12_345;
    private static readonly ArtifactKeys s_keys = new([.. Enumerable.Repeat((byte)7, 32)]);
    private readonly TempDirectory _directory = new();
    private readonly byte[] _content = Files.Bytes(Size);
    private readonly string _file;

    public LargeFileTests()
    {
        _file = _directory.File("large.bin");
        File.WriteAllBytes(_file, _content);
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LogFile_CancelledAndRepeatedByAnotherRun_GoesOnWhereItStopped(bool isSealed)
    {
        await using Workspace workspace = await OpenAsync(isSealed);
        using var stop = new CancellationTokenSource();
        Run first = await workspace.StartRunAsync("x"), second = await workspace.StartRunAsync("x");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.LogFileAsync(_file, progress: new Reports(report =>
        {
            if (report.Fraction > 0.5) stop.Cancel();
        }), cancellationToken: stop.Token));
        List<RunProgress> told = [];
        RunArtifact artifact = await second.LogFileAsync(_file, "data/copy.bin", new Reports(told.Add));
        Assert.Equal(6, told.Count(report => report.Message == "found stored by an earlier attempt"));
        Assert.Equal(4, told.Count(report => report.Message == "storing"));
        Assert.Equal(new RunProgress("data/copy.bin", 1, "stored"), Assert.Single(told, report => report.Fraction == 1));
        await IsKeptAsync(workspace, second, artifact);
        Assert.Empty((await workspace.Runs.GetAsync(first.Id)).Artifacts);
    }

    [Theory]
    [InlineData("0.4")]
    [InlineData("0.99")]
    [InlineData("2")]
    public async Task LogFile_ProcessKilledOnTheWay_GoesOnInAnotherAndNothingIsLeft(string hold)
    {
        using (Process child = ChildJobs.Start("log-file", _directory.File("w"), _file, hold))
        {
            // At a hold of 2 nothing holds it, and it dies wherever it is.
            string? line = "";
            for (int lines = 0; line is not null && (hold == "2" ? lines < 3 : double.Parse(line.Split(' ')[0] is { Length: > 0 } fraction ? fraction : "0", System.Globalization.CultureInfo.InvariantCulture) < double.Parse(hold, System.Globalization.CultureInfo.InvariantCulture)); lines++) line = await child.StandardOutput.ReadLineAsync();
            child.Kill();
            await child.WaitForExitAsync();
        }

        await using Workspace workspace = await OpenAsync(isSealed: false);
        Run run = await workspace.StartRunAsync("x");
        List<RunProgress> told = [];
        RunArtifact artifact = await run.LogFileAsync(_file, progress: new Reports(told.Add));
        int found = told.Count(report => report.Message == "found stored by an earlier attempt");
        if (hold != "2") Assert.InRange(found, hold == "0.4" ? 4 : 10, hold == "0.4" ? 6 : 11);
        Assert.Equal(11, told.Count);
        await IsKeptAsync(workspace, run, artifact);
    }

    [Fact]
    public async Task LogFile_AnotherProcessIsAtIt_IsToldAndStoresItAllTheSame()
    {
        using Process child = ChildJobs.Start("log-file", _directory.File("w"), _file, "0.3");
        for (int i = 0; i < 4; i++) await child.StandardOutput.ReadLineAsync();
        await using Workspace workspace = await OpenAsync(isSealed: false);
        Run run = await workspace.StartRunAsync("x");
        List<RunProgress> told = [];
        RunArtifact artifact = await run.LogFileAsync(_file, progress: new Reports(told.Add));
        Assert.Contains("by somebody else", told[0].Message);
        // What the other process has begun is not collected while it lives, however old.
        string id = Assert.Single(await workspace.Artifacts.ListUploadsAsync().ToListAsync());
        Assert.Null(await workspace.Artifacts.RemoveUploadAsync(id, DateTimeOffset.MaxValue));
        child.Kill();
        await child.WaitForExitAsync();
        Assert.True(await workspace.Artifacts.RemoveUploadAsync(id, DateTimeOffset.MaxValue) >= 3 * Chunk);
        await IsKeptAsync(workspace, run, artifact);
    }

    [Fact]
    public async Task LogFile_FileChangedBetweenTwoAttempts_KeepsWhatIsStillTheSame()
    {
        await using Workspace workspace = await OpenAsync(isSealed: false);
        Run run = await workspace.StartRunAsync("x");
        await StopAtAsync(run, 0.8);
        DateTime writtenAt = File.GetLastWriteTimeUtc(_file);
        _content[3 * Chunk + 7] ^= 1;
        await File.WriteAllBytesAsync(_file, [.. _content, 1, 2, 3]);
        // Not even its time tells of the change.
        File.SetLastWriteTimeUtc(_file, writtenAt);
        List<RunProgress> told = [];
        RunArtifact artifact = await run.LogFileAsync(_file, progress: new Reports(told.Add));
        Assert.Equal(3, told.Count(report => report.Message == "found stored by an earlier attempt"));
        Assert.Contains("from byte 3,145,728 on, and is stored again from there", told[3].Message);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(_file))), artifact.Sha256);
        Assert.Empty(await workspace.Artifacts.ListUploadsAsync().ToListAsync());
        Assert.Empty((await workspace.VerifyAsync()).Problems);
    }

    [Theory]
    [InlineData("appended to")]
    [InlineData("cut off")]
    [InlineData("written over")]
    public async Task LogFile_FileChangesWhileItIsRead_IsRefusedAndNothingIsLeft(string change)
    {
        await using Workspace workspace = await OpenAsync(isSealed: false);
        Run run = await workspace.StartRunAsync("x");
        int reports = 0;
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => run.LogFileAsync(_file, progress: new Reports(_ =>
        {
            if (++reports != 3) return;
            // The runtime's own share modes would keep this process from it; other programs write all the same.
            Process.Start("sh", ["-c", change switch { "appended to" => $"echo more >> {_file}", "cut off" => $"truncate -s 5000000 {_file}", _ => $"printf x | dd of={_file} bs=1 seek=10000000 conv=notrunc status=none" }]).WaitForExit();
        })));
        Assert.Equal("MLO6027", refused.Code);
        Assert.Contains(_file, refused.Message);
        Assert.Contains("Wait until it is complete", refused.Message);
        Assert.Empty(Directory.EnumerateFiles(_directory.File("w/artifacts/unfinished")));
        Assert.Empty((await workspace.Runs.GetAsync(run.Id)).Artifacts);
    }

    [Fact]
    public async Task LogFile_SmallFile_IsStoredInOneGo()
    {
        await using Workspace workspace = await OpenAsync(isSealed: false);
        await File.WriteAllBytesAsync(_file, _content[..1000]);
        Run run = await workspace.StartRunAsync("x");
        List<RunProgress> told = [];
        Assert.Equal(1000, (await run.LogFileAsync(_file, progress: new Reports(told.Add))).Size);
        Assert.Equal([new RunProgress("large.bin", 1, "stored")], told);
        await Assert.ThrowsAsync<ArgumentException>(() => run.LogFileAsync(_file, "../up.bin"));
    }

    [Theory]
    [InlineData(false, "as it was")]
    [InlineData(true, "as it was")]
    [InlineData(false, "damaged")]
    [InlineData(false, "too long")]
    public async Task SaveArtifact_StoppedAndRepeated_GoesOnAndIsRight(bool isSealed, string part)
    {
        await using Workspace workspace = await OpenAsync(isSealed);
        Run run = await workspace.StartRunAsync("x");
        RunArtifact artifact = await run.LogFileAsync(_file);
        string target = _directory.File("out/copy.bin");
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workspace.Runs.SaveArtifactAsync(run.Id, "large.bin", target, new Reports(report =>
        {
            if (report.Fraction > 0.5) stop.Cancel();
        }), stop.Token));
        string left = Assert.Single(Directory.EnumerateFiles(_directory.File("out")));
        byte[] bytes = await File.ReadAllBytesAsync(left);
        Assert.InRange(bytes.Length, 5 * Chunk, 7 * Chunk);
        if (part == "damaged") await File.WriteAllBytesAsync(left, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        else if (part == "too long") await File.WriteAllBytesAsync(left, [.. _content, 1, 2, 3]);
        List<RunProgress> told = [];
        Assert.Equal(artifact, await workspace.Runs.SaveArtifactAsync(run.Id, "large.bin", target, new Reports(told.Add)));
        Assert.Equal("found written by an earlier attempt", told[0].Message);
        Assert.Equal("written", Assert.Single(told, report => report.Fraction == 1).Message);
        Assert.Equal(part == "damaged", told.Any(report => report.Message.Contains("is damaged", StringComparison.Ordinal)));
        Assert.Equal(_content, await File.ReadAllBytesAsync(target));
        Assert.Equal([target], Directory.EnumerateFiles(_directory.File("out")));
        // A file that is there is replaced.
        await workspace.Runs.SaveArtifactAsync(run.Id, "large.bin", target);
        Assert.Equal("MLO6023", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Runs.SaveArtifactAsync(run.Id, "other.bin", target))).Code);
        Assert.Equal("MLO6004", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Runs.SaveArtifactAsync(run.Id, "large.bin", Path.Combine(_file, "copy.bin")))).Code);
    }

    private async Task<Workspace> OpenAsync(bool isSealed) => await Workspace.OpenAsync(_directory.File("w"), Samples.Options with { ArtifactKeys = isSealed ? s_keys : null });

    private async Task StopAtAsync(Run run, double fraction)
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.LogFileAsync(_file, progress: new Reports(report =>
        {
            if (report.Fraction > fraction) stop.Cancel();
        }), cancellationToken: stop.Token));
    }

    private async Task IsKeptAsync(Workspace workspace, Run run, RunArtifact artifact)
    {
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(_content)), (long)Size), (artifact.Sha256, artifact.Size));
        await using (Stream content = await workspace.Runs.OpenArtifactAsync(run.Id, artifact.Path))
        {
            byte[] stored = new byte[Size];
            await content.ReadExactlyAsync(stored);
            Assert.Equal(_content, stored);
        }

        Assert.Empty(Directory.EnumerateFiles(_directory.File("w/artifacts/unfinished")));
        Assert.Empty((await workspace.VerifyAsync()).Problems);
    }
}
