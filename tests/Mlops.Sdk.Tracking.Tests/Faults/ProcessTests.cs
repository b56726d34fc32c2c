using System.Diagnostics;
using System.Globalization;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Faults;

public sealed class ProcessTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(40)]
    [InlineData(137)]
    public async Task Write_WriterKilled_KeepsAllThatWasAcknowledged(int lines)
    {
        List<string[]> acknowledged = [];
        using (Process writer = ChildJobs.Start("write-until-killed", _directory.Path))
        {
            while (acknowledged.Count < lines) acknowledged.Add((await writer.StandardOutput.ReadLineAsync())!.Split(' '));
            writer.Kill();
            await writer.WaitForExitAsync();
            // The last line may have been cut by the kill; only whole lines are acknowledgements.
            string rest = await writer.StandardOutput.ReadToEndAsync();
            acknowledged.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')));
        }

        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        RunInfo run = Assert.Single((await workspace.Runs.SearchAsync()).Runs);
        HashSet<double> points = [.. (await workspace.Runs.HistoryAsync(run.Id, "m")).Select(point => point.Value)];
        foreach (string[] line in acknowledged)
        {
            if (line[0] == "point") Assert.Contains(double.Parse(line[2], CultureInfo.InvariantCulture), points);
            else if (line[0] == "file") await (await workspace.Runs.OpenArtifactAsync(line[1], line[2])).DisposeAsync();
            else Assert.NotEmpty((await workspace.Models.LoadAsync(ModelReference.Parse(line[1]), FittedCenter.Bundles)).Steps);
        }

        Assert.Empty((await workspace.VerifyAsync()).Problems);
        await workspace.RunAsync("after", run => run.LogMetricAsync("m", 1));
    }

    [Fact]
    public async Task SetAlias_TwoProcessesRace_EachMoveIsFromTheHolderBefore()
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        for (int i = 0; i < 2; i++) await workspace.Models.RegisterAsync("m", Samples.Model());
        await workspace.Models.SetAliasAsync("m", "champion", 1, expected: null);
        Process[] racers = [.. Enumerable.Range(0, 2).Select(_ => ChildJobs.Start("move-alias", _directory.Path, "40"))];
        int won = 0;
        foreach (Process racer in racers)
        {
            won += int.Parse(await racer.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
            racer.Dispose();
        }

        IReadOnlyList<AliasChange> history = await workspace.Models.AliasHistoryAsync("m", "champion");
        Assert.InRange(won, 40, 80);
        Assert.Equal(won, history.Count - 1);
        Assert.All(history.Zip(history.Skip(1)), pair => Assert.Equal(pair.First.Version, pair.Second.Previous));
    }

    [Fact]
    public async Task Write_TwoProcessesOfEightThreads_LosesNothing()
    {
        Process[] writers = [.. Enumerable.Range(0, 2).Select(_ => ChildJobs.Start("write", _directory.Path, "8", "25"))];
        foreach (Process writer in writers)
        {
            await writer.WaitForExitAsync();
            Assert.Equal(0, writer.ExitCode);
            writer.Dispose();
        }

        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        RunPage page = await workspace.Runs.SearchAsync();
        Assert.Equal(16, page.Runs.Count(run => run.Status == RunStatus.Completed));
        foreach (RunInfo run in page.Runs)
            foreach (string metric in (string[])["buffered", "durable"])
                Assert.Equal(Enumerable.Range(0, 25).Select(i => (double)i), (await workspace.Runs.HistoryAsync(run.Id, metric)).Select(point => point.Value));
        Assert.Equal(Enumerable.Range(1, 16), (await workspace.Models.ListVersionsAsync("many")).Select(version => version.Version));
        Assert.Empty((await workspace.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Ingest_KilledAtAnyMoment_TakesEveryRowOnceWhenItIsRunAgain()
    {
        await using (Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options)) await workspace.Catalog.SaveSourceAsync(new() { Name = "core", Location = "warehouse" });
        long acknowledged = 0;
        foreach (int rows in (int[])[3, 8])
        {
            using Process child = ChildJobs.Start("ingest-until-killed", _directory.Path);
            for (int i = 0; i < rows; i++) acknowledged = long.Parse((await child.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            child.Kill();
            await child.WaitForExitAsync();
            while (await child.StandardOutput.ReadLineAsync() is string rest) if (rest.Length > 0) acknowledged = Math.Max(acknowledged, long.Parse(rest, CultureInfo.InvariantCulture));
        }

        await using Workspace after = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        DatasetVersion last = await after.Catalog.ResolveAsync("loans@latest");
        Assert.InRange(last.Rows, acknowledged, acknowledged + 1);
        Assert.Equal(last.Rows.ToString(CultureInfo.InvariantCulture), (await after.Catalog.GetSourceAsync("core")).Watermark!.Value);
        Assert.Equal((int)last.Rows, (await after.Catalog.ListVersionsAsync("loans")).Count);
        IngestResult again = await after.Catalog.IngestAsync("core", "loans", ChildJobs.Days(last.Rows + 2), new() { WatermarkColumn = "day" });
        Assert.Equal(2, again.NewRows);
        Assert.Equal(ChildJobs.Days(last.Rows + 2).Fingerprint().Root, again.Version!.Fingerprint);
        Assert.True((await after.VerifyAsync()).IsSound);
    }
}
