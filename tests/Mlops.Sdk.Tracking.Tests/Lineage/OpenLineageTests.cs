using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Lineage;

public sealed class OpenLineageTests : IDisposable
{
    private static readonly string s_schemas = Path.Combine(AppContext.BaseDirectory, "ReferenceData", "openlineage");
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Events_OfRunsThatEndInEveryWay_AreValidAndInPairs()
    {
        await using (Workspace workspace = await OpenAsync())
        {
            await workspace.RunAsync("credit", new() { Name = "folds" }, async run =>
            {
                run.LogParam("leaves", "31 <b>\"");
                await run.LogMetricAsync("auc", 0.9);
                await run.LogMetricAsync("broken", double.NaN);
                await run.LogDatasetAsync("train", Samples.Data, source: "postgres://ann:secret@db:5432/bank.loans?password=x");
                await run.LogDatasetAsync("clean", Samples.Data, DatasetRole.Output);
                await workspace.Models.RegisterAsync("m", Samples.Model(), producedBy: run);
                Run child = await workspace.StartRunAsync("credit", new() { Name = "fold 1", ParentId = run.Id });
                await child.CompleteAsync();
            });
            await Assert.ThrowsAsync<InvalidOperationException>(() => workspace.RunAsync("credit", _ => throw new InvalidOperationException("no <luck>")));
            await Assert.ThrowsAsync<OperationCanceledException>(() => workspace.RunAsync("credit", _ => throw new OperationCanceledException()));
        }

        JsonElement[] events = Events();
        Assert.Equal(["ABORT", "COMPLETE", "COMPLETE", "FAIL", "START", "START", "START", "START"], events.Select(Type).Order(StringComparer.Ordinal));
        Assert.All(events.GroupBy(RunId), pair => Assert.Equal(("START", 2), (Type(pair.First()), pair.Count())));
        var schemas = new JsonSchemaCheck(Directory.EnumerateFiles(s_schemas, "*.json", SearchOption.AllDirectories));
        foreach (JsonElement one in events)
        {
            Assert.Empty(schemas.Validate(one, one.GetProperty("schemaURL").GetString()!));
            foreach ((string _, JsonElement facet) in Facets(one).Where(facet => !facet.Name.StartsWith("mlopsSdk_", StringComparison.Ordinal)))
                Assert.Empty(schemas.Validate(facet, facet.GetProperty("_schemaURL").GetString()!));
        }

        JsonElement child = events.Single(one => Type(one) == "COMPLETE" && one.GetProperty("job").GetProperty("name").GetString() == "credit.fold 1");
        JsonElement parent = child.GetProperty("run").GetProperty("facets").GetProperty("parent"), above = events.First(one => RunId(one) == RunId(parent) && Type(one) == "START");
        Assert.True(JsonElement.DeepEquals(parent.GetProperty("job"), WithoutFacets(above.GetProperty("job"))), parent.GetRawText());
        JsonElement trained = events.Single(one => Type(one) == "COMPLETE" && one.GetProperty("outputs").GetArrayLength() == 2);
        JsonElement input = trained.GetProperty("inputs")[0], model = trained.GetProperty("outputs")[1];
        Assert.Equal(("postgres://db:5432", "bank.loans"), (input.GetProperty("namespace").GetString(), input.GetProperty("name").GetString()));
        Assert.Equal("sha256:" + Samples.Data.Fingerprint().Root, input.GetProperty("facets").GetProperty("version").GetProperty("datasetVersion").GetString());
        Assert.Equal(("mlops-model://mlops", "m"), (model.GetProperty("namespace").GetString(), model.GetProperty("name").GetString()));
        JsonElement source = model.GetProperty("facets").GetProperty("columnLineage").GetProperty("fields").GetProperty("x").GetProperty("inputFields")[0];
        Assert.Equal(("x", "bank.loans"), (source.GetProperty("field").GetString(), source.GetProperty("name").GetString()));
        Assert.DoesNotContain("secret", File.ReadAllText(_directory.File("events.ndjson")));
        Assert.Contains("no \\u003Cluck\\u003E", events.Single(one => Type(one) == "FAIL").GetRawText());
    }

    [Fact]
    public async Task Events_OfAProcessThatDied_AreEndedByTheNext()
    {
        var transport = new Recording();
        Workspace dead = await OpenAsync(transport);
        Run run = await dead.StartRunAsync("e");
        await transport.WaitAsync(1);
        // The first workspace is never disposed and its clock stands still, as if its process were killed.
        var later = new FakeTimeProvider(_time.GetUtcNow().AddMinutes(5));
        await using (Workspace next = await OpenAsync(transport, later))
        {
            await transport.WaitAsync(2);
            Run resumed = await next.ResumeRunAsync(run.Id);
            await resumed.CompleteAsync();
        }

        Assert.Equal(["START", "ABORT", "START", "COMPLETE"], transport.Events.Select(Type));
        Assert.Equal(2, transport.Events.Select(RunId).Distinct().Count());
        await using (await OpenAsync(transport, later))
        {
        }

        Assert.Equal(4, transport.Events.Count);
    }

    [Fact]
    public async Task Events_TransportFails_NeitherFailTheRunNorGetLost()
    {
        var transport = new Recording { Fails = true };
        await using (Workspace workspace = await OpenAsync(transport)) await workspace.RunAsync("e", _ => Task.CompletedTask);
        Assert.Empty(transport.Events);
        transport.Fails = false;
        _time.Advance(TimeSpan.FromMinutes(5));
        await using (Workspace next = await OpenAsync(transport)) Assert.Equal(RunStatus.Completed, (await next.Runs.SearchAsync()).Runs.Single().Status);
        Assert.Equal(["START", "COMPLETE"], transport.Events.Select(Type));
    }

    [Fact]
    public async Task Events_FourWorkspacesOnOneDirectory_SendEachOnce()
    {
        Workspace[] workspaces = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync()));
        await Task.WhenAll(workspaces.Select(workspace => Task.Run(async () =>
        {
            for (int i = 0; i < 5; i++) await workspace.RunAsync("e", _ => Task.CompletedTask);
        })));
        foreach (Workspace workspace in workspaces) await workspace.DisposeAsync();
        JsonElement[] events = Events();
        Assert.Equal(40, events.Length);
        Assert.Equal(20, events.Select(RunId).Distinct().Count());
    }

    [Fact]
    public async Task Memory_Queue_HoldsTheEventsInTheirOrder()
    {
        var events = new ConcurrentQueue<string>();
        await using (Workspace workspace = await OpenAsync(OpenLineageTransport.Memory(events))) await workspace.RunAsync("e", _ => Task.CompletedTask);
        Assert.Equal(["START", "COMPLETE"], events.Select(one => Type(JsonDocument.Parse(one).RootElement)));
    }

    [Fact]
    public async Task Purge_Run_TakesTheNotesOfItsEventsAlong()
    {
        string[] ids = new string[2];
        await using (Workspace workspace = await OpenAsync())
        {
            for (int i = 0; i < ids.Length; i++) ids[i] = await workspace.RunAsync("e", run => Task.FromResult(run.Id));
        }

        await using Workspace next = await OpenAsync();
        Assert.Equal(ids.Select(id => $"{id}/1").Order(StringComparer.Ordinal), await NotesAsync());
        await next.Runs.DeleteAsync(ids[0]);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await next.Runs.PurgeAsync(TimeSpan.Zero));
        Assert.Equal([$"{ids[1]}/1"], await NotesAsync());
        Assert.Empty(await next.Store.Documents.ReadHistoryAsync("openlineage.run", $"{ids[0]}/1"));
        Assert.True((await next.VerifyAsync()).IsSound);

        async Task<string[]> NotesAsync() => [.. (await next.Store.Documents.SearchAsync(new() { Kind = "openlineage.run" })).Select(document => document.Key)];
    }

    [Fact]
    public async Task Http_BusyServer_IsTriedAgain()
    {
        using var server = new Answering(HttpStatusCode.ServiceUnavailable, HttpStatusCode.Created);
        using var client = new HttpClient(server) { BaseAddress = new Uri("http://lineage.test/base/") };
        await OpenLineageTransport.Http(client).SendAsync("{}", default);
        Assert.Equal(["http://lineage.test/base/api/v1/lineage {}", "http://lineage.test/base/api/v1/lineage {}"], server.Requests);
        using var refusing = new Answering(HttpStatusCode.BadRequest);
        using var other = new HttpClient(refusing) { BaseAddress = new Uri("http://lineage.test/") };
        await Assert.ThrowsAsync<HttpRequestException>(() => OpenLineageTransport.Http(other).SendAsync("{}", default));
        Assert.Throws<ArgumentException>(() => OpenLineageTransport.Http(new HttpClient()));
    }

    [Theory]
    [InlineData("data/loans.csv", "file", null)]
    [InlineData("/data/loans.csv", "file", "/data/loans.csv")]
    [InlineData("file:///data/loans.csv", "file", "/data/loans.csv")]
    [InlineData("s3://bucket/a/b.parquet", "s3://bucket", "a/b.parquet")]
    [InlineData("https://user:pw@host:8080/x?token=1", "https://host:8080", "x")]
    [InlineData("https://host", "https://host", "train")]
    [InlineData(null, "home", "train")]
    public void Dataset_BySource_HasTheNameThatOthersGiveIt(string? source, string place, string? name)
    {
        (string Namespace, string Name) found = OpenLineageNames.Dataset(new RunDataset(DatasetRole.Input, "train", "f", 1, 1, source), "home");
        Assert.Equal((place, name ?? Path.GetFullPath(source!)), found);
    }

    private JsonElement[] Events() => [.. File.ReadAllLines(_directory.File("events.ndjson")).Select(line => JsonDocument.Parse(line).RootElement)];

    private static IEnumerable<(string Name, JsonElement Facet)> Facets(JsonElement one) =>
        new[] { one.GetProperty("run"), one.GetProperty("job") }.Concat(one.GetProperty("inputs").EnumerateArray()).Concat(one.GetProperty("outputs").EnumerateArray())
            .SelectMany(part => part.EnumerateObject().Where(property => property.Name.EndsWith("acets", StringComparison.Ordinal)))
            // A facet's schema describes the object that holds it under its key.
            .SelectMany(facets => facets.Value.EnumerateObject().Select(facet => (facet.Name, facet.Value)));

    private static JsonElement WithoutFacets(JsonElement job) => JsonSerializer.SerializeToElement(job.EnumerateObject().Where(property => property.Name != "facets").ToDictionary(property => property.Name, property => property.Value));

    private static string Type(JsonElement one) => one.GetProperty("eventType").GetString()!;

    private static string RunId(JsonElement one) => one.GetProperty("run").GetProperty("runId").GetString()!;

    private Task<Workspace> OpenAsync(OpenLineageTransport? transport = null, TimeProvider? time = null) =>
        Workspace.OpenAsync(_directory.File("w"), Samples.Options with { Time = time ?? _time, OpenLineage = new() { Transport = transport ?? OpenLineageTransport.File(_directory.File("events.ndjson")) } });

    private sealed class Recording : OpenLineageTransport
    {
        private readonly List<JsonElement> _events = [];
        private readonly Channel<bool> _sent = Channel.CreateUnbounded<bool>();

        public bool Fails { get; set; }

        public IReadOnlyList<JsonElement> Events => _events;

        public override Task SendAsync(string json, CancellationToken cancellationToken)
        {
            if (Fails) throw new HttpRequestException("nobody answers");
            lock (_events) _events.Add(JsonDocument.Parse(json).RootElement);
            _sent.Writer.TryWrite(true);
            return Task.CompletedTask;
        }

        // As a file does: what was sent just before a process died is not sent again.
        public override Task<bool> WasSentAsync(string runId, string eventType, CancellationToken cancellationToken)
        {
            lock (_events) return Task.FromResult(_events.Any(one => RunId(one) == runId && Type(one) == eventType));
        }

        public async Task WaitAsync(int count)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while (_events.Count < count) await _sent.Reader.ReadAsync(patience.Token);
        }
    }

    private sealed class Answering(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        private int _next;

        public List<string> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.RequestUri} {await request.Content!.ReadAsStringAsync(cancellationToken)}");
            return new HttpResponseMessage(answers[_next++]);
        }
    }
}
