using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Runs;

public sealed class RecordTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task LogDataset_InAndOut_KeepsFingerprints()
    {
        await using Workspace workspace = await OpenAsync();
        await using Run run = await workspace.StartRunAsync("x");
        await run.LogDatasetAsync("train", Samples.Data.Slice(0, 2));
        RunDataset train = await run.LogDatasetAsync("train", Samples.Data, source: "loans.csv");
        RunDataset made = await run.LogDatasetAsync("clean", Samples.Data.Slice(0, 1), DatasetRole.Output);
        Assert.Equal([train, made], (await workspace.Runs.GetAsync(run.Id)).Datasets);
        Assert.Equal((Samples.Data.Fingerprint().Root, 4, 2, "loans.csv"), (train.Fingerprint, train.Rows, train.Columns, train.Source));
    }

    [Fact]
    public async Task LogFigureAndTable_Markup_IsKeptAsData()
    {
        await using Workspace workspace = await OpenAsync();
        await using Run run = await workspace.StartRunAsync("<script>alert(1)</script>");
        await run.LogFigureAsync("curve", new LineChart("<img onerror=x>", [1.0, 2, 3], [3.0, 1, 2]));
        await run.LogTableAsync("sub/rows", Samples.Data);
        Assert.Equal(["figures/curve.svg", "tables/sub/rows.csv"], (await workspace.Runs.GetAsync(run.Id)).Artifacts.Select(artifact => artifact.Path));
        using var picture = new StreamReader(await workspace.Runs.OpenArtifactAsync(run.Id, "figures/curve.svg"));
        Assert.DoesNotContain("<img", await picture.ReadToEndAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => run.LogFigureAsync("../curve", new LineChart("x", [1.0], [1.0])));
    }

    [Fact]
    public async Task SystemMetrics_Interval_LogsWhatTheProcessTakes()
    {
        await using Workspace workspace = await OpenAsync();
        Run run = await workspace.StartRunAsync("x", new() { SystemMetrics = TimeSpan.FromSeconds(5) });
        for (int i = 0; i < 3; i++) _time.Advance(TimeSpan.FromSeconds(5));
        await run.CompleteAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        RunInfo read = await workspace.Runs.GetAsync(run.Id);
        Assert.Equal((3, 3, 3), (read.Metrics["system/cpu_percent"].Count, read.Metrics["system/memory_mb"].Count, read.Metrics["system/managed_heap_mb"].Count));
        Assert.InRange(read.Metrics["system/memory_mb"].Last, 1, 1e6);
    }

    [Fact]
    public async Task Start_ChangedWorkTree_KeepsCommitChangesAndPackages()
    {
        string source = Directory.CreateDirectory(_directory.File("source")).FullName;
        try
        {
            Git(source, "init", "-q");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("git is not installed");
        }

        await File.WriteAllTextAsync(Path.Combine(source, "train.cs"), "first\n");
        Git(source, "add", ".");
        Git(source, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "x");
        await File.WriteAllTextAsync(Path.Combine(source, "train.cs"), "second\n");
        await File.WriteAllTextAsync(Path.Combine(source, "secret.txt"), "not followed by git");
        string first, second;
        await using (Workspace workspace = await Workspace.OpenAsync(_directory.File("w"), new() { SourceDirectory = source }))
        {
            Run run = await workspace.StartRunAsync("x");
            await run.CompleteAsync();
            first = run.Id;
        }

        await using Workspace again = await Workspace.OpenAsync(_directory.File("w"), new() { SourceDirectory = source });
        await again.RunAsync("x", _ => Task.CompletedTask);
        second = (await again.Runs.SearchAsync(new() { PageSize = 1 })).Runs[0].Id;
        RunInfo read = await again.Runs.GetAsync(first);
        Assert.Equal("true", read.Facts["git_dirty"]);
        Assert.Equal(40, read.Facts["git_commit"].Length);
        Assert.Equal(System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription, read.Facts["runtime"]);
        foreach (string fact in (string[])["runtime_identifier", "architecture", "operating_system", "sdk_version"]) Assert.NotEmpty(read.Facts[fact]);
        using var diff = new StreamReader(await again.Runs.OpenArtifactAsync(first, "provenance/source.diff"));
        string text = await diff.ReadToEndAsync();
        Assert.Contains("-first", text);
        Assert.Contains("+second", text);
        Assert.Contains("?? secret.txt", text);
        Assert.DoesNotContain("not followed", text);
        using var packages = new StreamReader(await again.Runs.OpenArtifactAsync(first, "provenance/packages.json"));
        Assert.Contains("\"Microsoft.Data.Sqlite\": \"10.", await packages.ReadToEndAsync());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Log_HostileNamesAndSizes_RoundTripOrAreRefusedByName()
    {
        await using Workspace workspace = await OpenAsync();
        await using Run run = await workspace.StartRunAsync("'; DROP TABLE runs; --");
        string huge = new('x', 10_000_000);
        run.LogParam("huge", huge);
        run.SetTag("<b>../..\\CON</b>", "a\0b\u0001");
        run.SetTag("smile \U0001F600", "half \uD83D of \U0001F600");
        run.SetNote(huge);
        run.LogParam("empty", "");
        await run.FlushAsync();
        RunInfo read = await workspace.Runs.GetAsync(run.Id);
        Assert.Equal((huge.Length, ""), (read.Params["huge"].Length, read.Params["empty"]));
        Assert.Equal("a\0b\u0001", read.Tags["<b>../..\\CON</b>"]);
        // Half of a surrogate pair is no character: what is kept has U+FFFD for it.
        Assert.Equal("half \uFFFD of \U0001F600", read.Tags["smile \U0001F600"]);
        Assert.Equal(huge.Length, read.Note!.Length);
        foreach (string name in (string[])["half \uD83D", "\uDE00 half", "\uDE00\uD83D"])
            Assert.Contains("half of a character", Assert.Throws<ArgumentException>(() => run.SetTag(name, "v")).Message);
        foreach (string name in (string[])["", " ", "new\nline", "nul\0", new string('n', 251), "e\u0301"])
        {
            Assert.Throws<ArgumentException>(() => run.Log(name, 1));
            Assert.Throws<ArgumentException>(() => run.LogParam(name, "v"));
            Assert.Throws<ArgumentException>(() => run.SetTag(name, "v"));
        }

        run.Log("alive", 1);
        await run.FlushAsync();
        Assert.Equal(["alive"], (await workspace.Runs.GetAsync(run.Id)).Metrics.Keys);
    }

    private Task<Workspace> OpenAsync() => Workspace.OpenAsync(_directory.File("w"), Samples.Options with { Time = _time });

    private static void Git(string directory, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = directory, UseShellExecute = false })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
