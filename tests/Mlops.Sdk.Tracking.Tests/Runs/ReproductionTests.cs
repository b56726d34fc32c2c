using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Runs;

public sealed class ReproductionTests : IDisposable
{
    private static readonly Pipeline s_pipeline = Pipeline.Empty.TrainBoosting(new() { TreeCount = 5, RowFraction = 0.7 }).Calibrate();
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reproduce_DataInTheCatalog_GivesTheSameBits(bool memory)
    {
        await using Workspace workspace = memory ? InMemoryWorkspace.Create(Samples.Options) : await Workspace.OpenAsync(_directory.File("w"), Samples.Options);
        Dataset data = Data(3);
        string id = await workspace.RunAsync("e", new() { Seed = 17 }, async run =>
        {
            await workspace.Catalog.RegisterAsync("loans", data);
            s_pipeline.Fit(data, run.Context);
            s_pipeline.Fit(Data(4), run.Context);
            return run.Id;
        });
        ReproductionReport report = await workspace.ReproduceAsync(id, new() { MaxThreads = 1 });
        Assert.Equal([FitOutcome.Same, FitOutcome.NotDone], report.Fits.Select(fit => fit.Outcome));
        Assert.Equal("loans/1", report.Fits[0].Data);
        Assert.Equal("REP002", Assert.Single(report.Findings).Code);
        Assert.False(report.IsSame);

        ReproductionReport given = await workspace.ReproduceAsync(id, new() { Data = [Data(4).WithRole("y", ColumnRole.Feature)] });
        Assert.True(given.IsSame, given.ToString());
        Assert.Empty(given.Findings);
        Assert.Contains("bit for bit", given.ToString());
    }

    [Fact]
    public async Task Reproduce_FileThatIsTheSourceMovesOrChanges_SaysSo()
    {
        await using Workspace workspace = InMemoryWorkspace.Create(Samples.Options);
        string path = _directory.File("loans.csv");
        Data(3).SaveCsv(path);
        Dataset data = Dataset.FromCsv(path, new() { Label = "y" });
        string id = await workspace.RunAsync("e", async run =>
        {
            await run.LogDatasetAsync("train", data, source: path);
            s_pipeline.Fit(data, run.Context);
            return run.Id;
        });
        ReproductionReport same = await workspace.ReproduceAsync(id);
        Assert.True(same.IsSame, same.ToString());
        Assert.Equal(path, same.Fits[0].Data);
        Data(5).SaveCsv(path);
        Finding changed = Assert.Single((await workspace.ReproduceAsync(id)).Findings);
        Assert.Equal("REP003", changed.Code);
        Assert.Contains("has changed", changed.Message);
        File.Delete(path);
        Assert.Contains("has moved", Assert.Single((await workspace.ReproduceAsync(id)).Findings).Message);
    }

    [Fact]
    public async Task Reproduce_StageOfAnUnknownKind_NeedsIt()
    {
        await using Workspace workspace = InMemoryWorkspace.Create(Samples.Options);
        string id = await workspace.RunAsync("e", run =>
        {
            Samples.Pipeline.Fit(Samples.Data, run.Context);
            return Task.FromResult(run.Id);
        });
        var options = new ReproduceOptions { Data = [Samples.Data] };
        ReproductionReport unknown = await workspace.ReproduceAsync(id, options);
        Assert.Equal("REP004", Assert.Single(unknown.Findings).Code);
        Assert.Contains("test_center", unknown.Findings[0].Message);
        StageKinds kinds = StageKinds.CreateDefault().AddStage<CenterOptions>(stage => new Center(stage));
        ReproductionReport known = await workspace.ReproduceAsync(id, options with { Kinds = kinds });
        Assert.True(known.IsSame, known.ToString());

        // A stage that is not what it was: the parts and the numbers that differ are named.
        StageKinds others = StageKinds.CreateDefault().AddStage<CenterOptions>(stage => new Center((stage ?? new()) with { Column = "y" }));
        ReproductionReport other = await workspace.ReproduceAsync(id, options with { Kinds = others });
        Assert.Equal(FitOutcome.Differs, Assert.Single(other.Fits).Outcome);
        Assert.Equal("REP005", Assert.Single(other.Findings).Code);
        Assert.NotEmpty(other.Fits[0].Differing);
    }

    [Fact]
    public async Task Reproduce_NothingToDo_SaysSo()
    {
        string fitOfNulls = $$"""{"pipeline":{{System.Text.Json.JsonSerializer.Serialize(s_pipeline.ToJson())}},"seed":1,"data_fingerprint":"f","rows":1,"roles":null,"parts":null}""";
        await using Workspace workspace = InMemoryWorkspace.Create(Samples.Options);
        string id = await workspace.RunAsync("e", run => Task.FromResult(run.Id));
        Assert.Equal("REP001", Assert.Single((await workspace.ReproduceAsync(id)).Findings).Code);
        string hostile = await workspace.RunAsync("e", async run =>
        {
            await run.LogTextAsync("fits/1.json", "{\"pipeline\":\"<script>\"}");
            await run.LogTextAsync("fits/2.json", fitOfNulls);
            await run.LogTextAsync("provenance/packages.json", "[1]");
            return run.Id;
        });
        ReproductionReport report = await workspace.ReproduceAsync(hostile);
        Assert.Equal(["REP004", "REP004", "REP006"], report.Findings.Select(finding => finding.Code));
        Assert.Contains(report.Environment, fact => fact.Name == "provenance/packages.json" && fact.Now is null);
        Assert.DoesNotContain("<script>", report.ToHtml());
        Assert.Equal("MLO6031", (await Assert.ThrowsAsync<MlopsException>(() => workspace.ReproduceAsync("nobody"))).Code);
    }

    private static Dataset Data(int seed)
    {
        var random = new Random(seed);
        double[] x = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())], z = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        return new Dataset(new NumberColumn("x", x), new NumberColumn("z", z), CategoryColumn.FromValues("y", [.. x.Zip(z, (a, b) => a + (0.5 * b) + (0.3 * random.NextDouble()) > 0.9 ? "yes" : "no")])).WithRole("y", ColumnRole.Label);
    }
}
