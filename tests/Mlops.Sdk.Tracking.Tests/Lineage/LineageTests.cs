using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Lineage;

public sealed class LineageTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Trace_FromSourceToPredictions_HasEveryLink(bool memory)
    {
        await using Workspace workspace = await OpenAsync(memory);
        (ModelVersion version, Dataset data) = await TrainAsync(workspace, 1, "loans.csv");
        await workspace.Models.SetAliasAsync("m", "champion", 1, null);
        await workspace.Lineage.LogDeploymentAsync("scoring", "m@champion", "production");
        PredictionLog log = await workspace.Lineage.LogPredictionsAsync("m@champion", 100, new() { Deployment = "scoring", Location = "log.parquet", Input = data });

        LineageGraph graph = await workspace.Lineage.TraceAsync("m@champion");
        string fingerprint = data.Fingerprint().Root;
        Assert.Equal(
            [$"dataset:{fingerprint} read run:{version.RunId}", "deployment:scoring@m/1 answered predictions:" + log.Id, "model:m/1 deployed deployment:scoring@m/1", $"run:{version.RunId} made model:m/1", $"source:loans.csv gave dataset:{fingerprint}"],
            graph.Edges.Select(Line).Order(StringComparer.Ordinal));
        Assert.Equal("champion, 2026-03-01", graph.Of(LineageNodeKind.Model).Single().Detail);
        Assert.Contains(graph.Edges, edge => edge.Relation == "deployed" && edge.Until is null);

        LineageGraph down = await workspace.Lineage.TraceAsync(LineageNode.Parse("source:loans.csv"), new() { Direction = LineageDirection.Downstream });
        Assert.Contains(down.Edges, edge => Line(edge) == $"dataset:{fingerprint} scored predictions:{log.Id}");
        Assert.Equal(["m/1"], down.Of(LineageNodeKind.Model).Select(node => node.Id));
        Assert.Empty((await workspace.Lineage.TraceAsync(LineageNode.Parse("source:loans.csv"), new() { Direction = LineageDirection.Upstream })).Edges);
        Assert.Contains("loans.csv", graph.ToString());
        Assert.DoesNotContain("<script", graph.ToHtml());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Trace_AfterTheAliasMoved_TellsWhatWasThen(bool memory)
    {
        await using Workspace workspace = await OpenAsync(memory);
        (_, Dataset first) = await TrainAsync(workspace, 1, "old.csv");
        await workspace.Models.SetAliasAsync("m", "champion", 1, null);
        await workspace.Lineage.LogDeploymentAsync("scoring", "m@champion");
        DateTimeOffset then = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromDays(1));
        (ModelVersion second, Dataset data) = await TrainAsync(workspace, 2, "new.csv");
        await workspace.Models.SetAliasAsync("m", "champion", 2, 1);
        await workspace.Lineage.LogDeploymentAsync("scoring", "m@champion");
        await workspace.Runs.DeleteAsync(second.RunId!);
        PredictionLog answered = await workspace.Lineage.LogPredictionsAsync("m/1", 5, new() { Deployment = "scoring", From = then, Until = then });

        LineageGraph was = await workspace.Lineage.TraceAsync("m@champion", new() { AsOf = then });
        Assert.Equal([first.Fingerprint().Root], was.Of(LineageNodeKind.Dataset).Select(node => node.Id));
        Assert.Null(was.Edges.Single(edge => edge.Relation == "deployed").Until);
        LineageGraph now = await workspace.Lineage.TraceAsync("m@champion");
        Assert.Equal([data.Fingerprint().Root], now.Of(LineageNodeKind.Dataset).Select(node => node.Id));
        Assert.Contains("set aside", now.Of(LineageNodeKind.Run).Single().Detail);

        // What another version answered in the same place did not come of this one.
        Assert.Empty(now.Of(LineageNodeKind.Predictions));
        Assert.Equal(answered.Id, Assert.Single((await workspace.Lineage.TraceAsync("m/1")).Of(LineageNodeKind.Predictions)).Id);

        // A place keeps both, each with its time; what one version replaced stays traceable.
        LineageGraph place = await workspace.Lineage.TraceAsync(new LineageNode(LineageNodeKind.Deployment, "scoring"), new() { Direction = LineageDirection.Upstream });
        Assert.Equal(["m/1", "m/2"], place.Of(LineageNodeKind.Model).Select(node => node.Id));
        Assert.Equal(_time.GetUtcNow(), place.Edges.Single(edge => edge.From.Id == "m/1").Until);
        await Assert.ThrowsAsync<MlopsException>(() => workspace.Lineage.TraceAsync("m@champion", new() { AsOf = then.AddDays(-1) }));
    }

    [Fact]
    public async Task Trace_Columns_StandBetweenDataAndModel()
    {
        await using Workspace workspace = await OpenAsync(true);
        await workspace.Models.RegisterAsync("m", Samples.Model());
        string data = Samples.Data.Fingerprint().Root;
        LineageGraph graph = await workspace.Lineage.TraceAsync("m/1", new() { Columns = true });
        Assert.Equal([$"column:{data}#x feeds feature:m/1#x", $"dataset:{data} has column:{data}#x", $"dataset:{data} trained model:m/1", "feature:m/1#x is seen by model:m/1"], graph.Edges.Where(edge => !edge.From.Id.EndsWith("#y", StringComparison.Ordinal) && !edge.To.Id.EndsWith("#y", StringComparison.Ordinal)).Select(Line).Order(StringComparer.Ordinal));
        LineageGraph down = await workspace.Lineage.TraceAsync(LineageNode.Column(data, "x"), new() { Columns = true, Direction = LineageDirection.Downstream });
        Assert.Equal(["m/1"], down.Of(LineageNodeKind.Model).Select(node => node.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Impact_OfASourceOrColumn_TellsTheModelsInUseFirst(bool memory)
    {
        await using Workspace workspace = await OpenAsync(memory);
        (_, Dataset data) = await TrainAsync(workspace, 1, "loans.csv");
        await TrainAsync(workspace, 2, "loans.csv");
        await TrainAsync(workspace, 3, "other.csv");
        await workspace.Models.SetAliasAsync("m", "champion", 2, null);
        ImpactReport impact = await workspace.Lineage.ImpactAsync("loans.csv");
        Assert.Equal(["m/2", "m/1"], impact.Models.Select(model => model.Version.ToString()));
        Assert.Equal("LIN002", Assert.Single(impact.Findings).Code);
        Assert.Equal(["m/1"], (await workspace.Lineage.ImpactAsync(data.Fingerprint().Root, "x")).Models.Select(model => model.Version.ToString()));
        Assert.Equal(["x"], (await workspace.Lineage.ImpactAsync(data.Fingerprint().Root, "x")).Models.Single().Features);
        Assert.Empty((await workspace.Lineage.ImpactAsync("loans.csv", "no such column")).Models);
        Assert.Equal(3, (await workspace.Lineage.ImpactAsync("train")).Models.Length);
        MlopsException unknown = await Assert.ThrowsAsync<MlopsException>(() => workspace.Lineage.ImpactAsync("<b>nowhere</b>"));
        Assert.Equal("MLO6132", unknown.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Trace_DataOfTheCatalog_HasItsNameSourceAndParents(bool memory)
    {
        await using Workspace workspace = await OpenAsync(memory);
        Dataset raw = new(new NumberColumn("x", new double[] { 1, 2, 3, 4 }));
        await workspace.Catalog.SaveSourceAsync(new CatalogSource { Name = "export", Location = "exports/*.csv" });
        await workspace.Catalog.RegisterAsync("raw", raw, new() { Source = "export" });
        await workspace.Catalog.RegisterAsync("clean", Samples.Data, new() { Parents = ["raw/1"] });
        await workspace.RunAsync("e", async run =>
        {
            Dataset data = await workspace.Catalog.OpenAsync("clean/1");
            return await workspace.Models.RegisterAsync("m", Samples.Pipeline.Fit(data, run.Context), producedBy: run);
        });
        LineageGraph graph = await workspace.Lineage.TraceAsync("m/1");
        Assert.Equal(["clean/1", "export", "raw/1"], graph.Nodes.Where(node => node.Kind is LineageNodeKind.Dataset or LineageNodeKind.Source).Select(node => node.Label).Order(StringComparer.Ordinal));
        Assert.Contains(graph.Edges, edge => edge.From.Label == "raw/1" && edge.To.Label == "clean/1");
        Assert.Empty((await workspace.Lineage.ImpactAsync("clean/1")).Graph.Of(LineageNodeKind.Source));
        foreach (string data in (string[])["raw", "raw/1", "export", "clean", "clean/1"]) Assert.Equal(["m/1"], (await workspace.Lineage.ImpactAsync(data)).Models.Select(model => model.Version.ToString()));
        Assert.Empty((await workspace.Lineage.TraceAsync("m/1", new() { AsOf = _time.GetUtcNow(), Direction = LineageDirection.Downstream })).Edges);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Trace_VersionInTheMiddleSetAside_StillLeadsOnUntilItIsPurgedByForce(bool memory)
    {
        await using Workspace workspace = await OpenAsync(memory);
        Dataset raw = new(new NumberColumn("x", new double[] { 1 })), middle = new(new NumberColumn("x", new double[] { 2 }));
        await workspace.Catalog.RegisterAsync("raw", raw);
        await workspace.Catalog.RegisterAsync("middle", middle, new() { Parents = ["raw/1"] });
        await workspace.Catalog.RegisterAsync("clean", Samples.Data, new() { Parents = ["middle/1"] });
        await workspace.Models.RegisterAsync("m", Samples.Model());
        _time.Advance(TimeSpan.FromDays(1));
        await workspace.Catalog.DeleteAsync("middle");
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["middle/1"], (await workspace.Catalog.PurgeAsync(TimeSpan.Zero)).Kept);
        foreach (DateTimeOffset? asOf in (DateTimeOffset?[])[null, _time.GetUtcNow().AddDays(-2)])
            Assert.Equal(["clean/1", "middle/1", "raw/1"], await UpstreamAsync(asOf));
        Assert.Single((await workspace.Lineage.ImpactAsync("raw")).Models);

        await workspace.Catalog.PurgeAsync(TimeSpan.Zero, force: true);
        Assert.Equal(["clean/1", "middle/1"], await UpstreamAsync(null));
        Assert.Equal("purged", (await workspace.Lineage.TraceAsync("m/1")).Nodes.Single(node => node.Label == "middle/1").Detail);
        Assert.Empty((await workspace.Lineage.ImpactAsync("raw")).Models);

        async Task<string[]> UpstreamAsync(DateTimeOffset? asOf) => [.. (await workspace.Lineage.TraceAsync("m/1", new() { Direction = LineageDirection.Upstream, AsOf = asOf })).Of(LineageNodeKind.Dataset).Select(node => node.Label).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Trace_VersionsMadeOfEachOther_Ends()
    {
        await using Workspace workspace = await OpenAsync(true);
        Dataset one = new(new NumberColumn("x", new double[] { 1 })), two = new(new NumberColumn("x", new double[] { 2 }));
        await workspace.Catalog.RegisterAsync("a", one);
        await workspace.Catalog.RegisterAsync("b", two, new() { Parents = ["a/1"] });
        await workspace.Catalog.RegisterAsync("c", one, new() { Parents = ["b/1"] });
        await workspace.Catalog.RegisterAsync("same", two, new() { Parents = ["b/1"] });
        LineageGraph circle = await workspace.Lineage.TraceAsync(LineageNode.Parse("dataset:" + one.Fingerprint().Root));
        Assert.Equal((2, 2), (circle.Nodes.Length, circle.Edges.Length));
        Assert.All(circle.Edges, edge => Assert.NotEqual(edge.From, edge.To));
    }

    [Fact]
    public async Task Trace_CirclesAndCrowds_End()
    {
        await using Workspace workspace = await OpenAsync(true);
        LineageNode[] jobs = [.. Enumerable.Range(0, 12).Select(i => new LineageNode(LineageNodeKind.External, $"job <{i}>"))];
        for (int i = 0; i < jobs.Length; i++) await workspace.Lineage.LinkAsync(jobs[i], jobs[(i + 1) % jobs.Length], "then");
        LineageGraph circle = await workspace.Lineage.TraceAsync(jobs[3]);
        Assert.Equal((12, 12, 0), (circle.Nodes.Length, circle.Edges.Length, circle.Findings.Count));
        Assert.DoesNotContain("job <3>", circle.ToHtml());
        LineageGraph cut = await workspace.Lineage.TraceAsync(jobs[3], new() { MaxNodes = 5 });
        Assert.Equal((5, "LIN001"), (cut.Nodes.Length, Assert.Single(cut.Findings).Code));
        Assert.Equal("LIN001", Assert.Single((await workspace.Lineage.TraceAsync(jobs[3], new() { MaxDepth = 2 })).Findings).Code);
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Lineage.LinkAsync(jobs[0], jobs[0], "then"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deploy_ManyAtOnce_LeavesOneOpen(bool memory)
    {
        await using Workspace workspace = await OpenAsync(memory);
        await workspace.Models.RegisterAsync("m", Samples.Model());
        string[] told = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                await workspace.Lineage.LogDeploymentAsync("scoring", "m/1");
                return "";
            }
            catch (MlopsException e)
            {
                return e.Code;
            }
        })));
        Assert.All(told, code => Assert.Contains(code, (string[])["", "MLO6133"]));
        IReadOnlyList<ModelDeployment> deployments = await workspace.Lineage.ListDeploymentsAsync("scoring");
        Assert.Equal(told.Count(code => code.Length == 0), deployments.Count);
        Assert.Single(deployments, deployment => deployment.EndedAt is null);
        await workspace.Lineage.EndDeploymentAsync("scoring");
        Assert.Equal("MLO6131", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Lineage.EndDeploymentAsync("scoring"))).Code);
    }

    [Fact]
    public void Trace_RandomRuns_ReachWhatBruteForceReaches() => Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7], Gen.Bool).Array[1, 14].Sample(steps =>
    {
        Workspace workspace = InMemoryWorkspace.Create(Samples.Options);
        // Every run reads one dataset and makes another; some make a model.
        Dataset[] data = [.. Enumerable.Range(0, 8).Select(i => new Dataset(new NumberColumn("x", new double[] { i })))];
        Dictionary<string, HashSet<string>> links = [];
        foreach ((int from, int to, bool makesModel) in steps)
        {
            Run run = workspace.StartRunAsync("e").Result;
            string read = run.LogDatasetAsync("in", data[from]).Result.Fingerprint, made = run.LogDatasetAsync("out", data[to], DatasetRole.Output).Result.Fingerprint;
            Link("dataset:" + read, "run:" + run.Id);
            Link("run:" + run.Id, "dataset:" + made);
            if (makesModel) Link("run:" + run.Id, "model:" + workspace.Models.RegisterAsync("m", Samples.Pipeline.Fit(data[0]), producedBy: run).Result);
            run.CompleteAsync().Wait();
        }

        foreach (Dataset start in data)
        {
            string key = "dataset:" + start.Fingerprint().Root;
            LineageGraph down = workspace.Lineage.TraceAsync(LineageNode.Parse(key), new() { Direction = LineageDirection.Downstream }).Result;
            Assert.Equal(Reach(key).Order(StringComparer.Ordinal), down.Nodes.Select(node => node.Key).Where(node => node != key && !IsTrained(node)).Order(StringComparer.Ordinal));
        }

        void Link(string from, string to) => (links.TryGetValue(from, out HashSet<string>? known) ? known : links[from] = []).Add(to);

        // A model is also reached from the data that its bundle was fitted on, which its run did not read here.
        bool IsTrained(string node) => node.StartsWith("model:", StringComparison.Ordinal);

        IEnumerable<string> Reach(string start)
        {
            HashSet<string> seen = [start];
            Stack<string> waiting = new([start]);
            while (waiting.TryPop(out string? next))
                foreach (string to in links.GetValueOrDefault(next) ?? []) if (seen.Add(to)) waiting.Push(to);
            return seen.Where(node => node != start && !IsTrained(node));
        }
    }, iter: 40);

    [Theory]
    [InlineData("model")]
    [InlineData("model:")]
    [InlineData("table:x")]
    [InlineData("")]
    public void Parse_NoKey_Throws(string key) => Assert.Throws<ArgumentException>(() => LineageNode.Parse(key));

    private static string Line(LineageEdge edge) => $"{edge.From.Key} {edge.Relation} {edge.To.Key}";

    private async Task<(ModelVersion Version, Dataset Data)> TrainAsync(Workspace workspace, int seed, string source)
    {
        Dataset data = new(new NumberColumn("x", new double[] { 1, 2, 3, seed * 10 }), new NumberColumn("y", new double[] { 1, 0, 1, 0 }));
        ModelVersion version = await workspace.RunAsync("e", async run =>
        {
            await run.LogDatasetAsync("train", data, source: source);
            return await workspace.Models.RegisterAsync("m", Samples.Pipeline.Fit(data), producedBy: run);
        });
        return (version, data);
    }

    private async Task<Workspace> OpenAsync(bool memory)
    {
        WorkspaceOptions options = Samples.Options with { Time = _time };
        return memory ? InMemoryWorkspace.Create(options) : await Workspace.OpenAsync(_directory.File("w"), options);
    }
}
