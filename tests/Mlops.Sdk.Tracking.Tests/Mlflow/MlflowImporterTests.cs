using System.IO.Compression;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Mlflow;

/// <summary>Against answers of the forms that a server of MLflow 3.11 gives: snake_case, whole numbers as numbers or texts, NaN as a text, empty lists left out, pages by token.</summary>
public sealed class MlflowImporterTests : IDisposable
{
    private const string A = "0f1e2d3c4b5a69788796a5b4c3d2e1f0", B = "1111222233334444555566667777888a", C = "c0ffee00c0ffee00c0ffee00c0ffee00", D = "dead0000dead0000dead0000dead0000";
    private static readonly MlflowImportOptions s_quick = new() { RetryDelay = TimeSpan.Zero, MaxFileBytes = 1000 };
    private readonly MlflowServer _server = new();
    private readonly HttpClient _client;

    public MlflowImporterTests() => _client = new HttpClient { BaseAddress = _server.Address };

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Import_RunsOfTwoExperiments_KeepsParamsValuesTreesAndFiles()
    {
        Fill();
        await using Workspace workspace = InMemoryWorkspace.Create(Samples.Options with { User = "pat" });
        MlflowImport import = await new MlflowImporter(_client, workspace, s_quick).ImportAsync();
        Assert.Equal((2, 0, 3), (import.Runs, import.RunsThere, import.Files));

        RunInfo a = (await workspace.Runs.SearchAsync(new() { Where = RunFilter.Tag("mlflow.run_id", A) })).Runs.Single();
        RunInfo b = (await workspace.Runs.SearchAsync(new() { Where = RunFilter.ChildOf(a.Id) })).Runs.Single();
        Assert.Equal(("credit", "bold-crane-7", RunStatus.Completed, "tried deeper trees"), (a.Experiment, a.Name, a.Status, a.Note));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), a.StartedAt);
        Assert.Equal(TimeSpan.FromSeconds(90), a.EndedAt - a.StartedAt);
        Assert.Equal([new("depth", "7"), new("long", new string('p', 6000))], a.Params);
        Assert.Equal(("a1b2c3", "ada"), (a.Facts["git_commit"], a.Tags["mlflow.user"]));
        Assert.Equal(new RunDataset(DatasetRole.Input, "train", "mlflow:9f8e7d6c", 1200, 0, "{\"uri\":\"s3://x/train.csv\"}"), a.Datasets.Single());
        Assert.Equal([0.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0], (await workspace.Runs.HistoryAsync(a.Id, "loss/train")).Select(point => point.Value));
        Assert.Equal([0L, 1, 2, 3, 4], (await workspace.Runs.HistoryAsync(a.Id, "loss/train")).Select(point => point.Step));
        Assert.Equal((RunStatus.Cancelled, "B"), (b.Status, b.Name));

        Assert.Equal(["model/MLmodel", "model/weights é.bin", "notes.txt"], a.Artifacts.Select(artifact => artifact.Path));
        using var notes = new StreamReader(await workspace.Runs.OpenArtifactAsync(a.Id, "notes.txt"));
        Assert.Equal("the notes", await notes.ReadToEndAsync());
        foreach (string path in (string[])["'../evil.txt'", "'/etc/passwd'", "'a\\b.txt'", "'C:/x'", "'model/../../x'", "'elsewhere/y'"])
            Assert.Contains(import.Left, left => left.Contains(path, StringComparison.Ordinal));
        Assert.Contains(import.Left, left => left.Contains("'big.bin'", StringComparison.Ordinal) && left.Contains("more than 1000 bytes", StringComparison.Ordinal));
        Assert.Contains(import.Left, left => left.Contains(C, StringComparison.Ordinal) && left.Contains("still running", StringComparison.Ordinal));
        Assert.Contains(await workspace.Store.Audit.ReadAsync(new() { Action = "run.import" }), entry => entry.Record is { Actor: "pat", Detail: "MLflow " + A });
        Assert.Empty((await workspace.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Import_RegisteredModels_KeepsVersionsAliasesAndFilesWithoutScoring()
    {
        Fill();
        await using Workspace workspace = InMemoryWorkspace.Create(Samples.Options);
        MlflowImport import = await new MlflowImporter(_client, workspace, s_quick).ImportAsync();
        Assert.Equal((2, 0), (import.Versions, import.VersionsThere));
        Assert.Equal(["credit risk_"], await workspace.Models.ListModelsAsync());
        RegisteredVersion champion = (await workspace.Models.SearchAsync(new() { Alias = "champion" })).Versions.Single();
        Assert.Equal((2, ModelStage.Production, "deeper", "who pays back"), (champion.Version.Version, champion.Stage, champion.Notes.Description, champion.ModelNotes.Description));
        Assert.Equal(("credit risk!", "3", "mlflow", "yes"), (champion.Version.Tags["mlflow.name"], champion.Version.Tags["mlflow.version"], champion.Version.Tags["foreign_format"], champion.Version.Tags["fair"]));
        Assert.Contains("'credit risk!' is called 'credit risk_' here", string.Join("\n", import.Left));
        Assert.Contains("credit risk!/3 is credit risk_/2 here", string.Join("\n", import.Left));
        RunInfo run = await workspace.Runs.GetAsync(champion.Version.RunId!);
        Assert.Equal(A, run.Tags["mlflow.run_id"]);

        using var zip = new ZipArchive(await workspace.Models.OpenBundleAsync(champion.Version.Reference));
        Assert.Equal(["MLmodel", "data/weights.bin"], zip.Entries.Select(entry => entry.FullName));
        MlopsException foreign = await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.LoadAsync("credit risk_@champion"));
        Assert.Equal("MLO6053", foreign.Code);

        MlflowImport again = await new MlflowImporter(_client, workspace, s_quick).ImportAsync();
        Assert.Equal((0, 2, 0, 2), (again.Runs, again.RunsThere, again.Versions, again.VersionsThere));
        Assert.Equal(2, (await workspace.Models.ListVersionsAsync("credit risk_")).Count);

        // What came from MLflow goes on to another workspace like anything else.
        using var archive = new MemoryStream();
        await workspace.ExportAsync(archive);
        await using Workspace other = InMemoryWorkspace.Create(Samples.Options);
        archive.Position = 0;
        Assert.Equal((2, 2), ((await other.ImportAsync(archive)).Runs, (await other.Models.ListVersionsAsync("credit risk_")).Count));
        Assert.Empty((await other.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Import_DeletedAndRunning_ComeWhenAskedFor()
    {
        Fill("ALL");
        await using Workspace workspace = InMemoryWorkspace.Create(Samples.Options);
        MlflowImport import = await new MlflowImporter(_client, workspace, s_quick with { IncludeDeleted = true, IncludeRunning = true, IncludeModels = false, IncludeArtifacts = false, Experiments = ["credit"] }).ImportAsync();
        Assert.Equal((4, 0, 0), (import.Runs, import.Files, import.Versions));
        RunInfo deleted = (await workspace.Runs.SearchAsync(new() { Deleted = true })).Runs.Single();
        Assert.Equal((D, RunStatus.Failed), (deleted.Tags["mlflow.run_id"], deleted.Status));
        RunInfo running = (await workspace.Runs.SearchAsync(new() { Where = RunFilter.Tag("mlflow.run_id", C) })).Runs.Single();
        Assert.Equal((RunStatus.Interrupted, null), (running.Status, running.ParentId));
        Assert.Contains(import.Left, left => left.Contains(C, StringComparison.Ordinal) && left.Contains("stands alone", StringComparison.Ordinal));
        Assert.DoesNotContain(_server.Requests, request => request.Contains("artifacts", StringComparison.Ordinal) || request.Contains("\"0\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_BusyServer_TriesAgainAndGivesUpWithTheReason()
    {
        const string Search = """mlflow/experiments/search {"view_type":"ACTIVE_ONLY","max_results":1000}""";
        _server.Answer(Search, "{}", 503).Answer(Search, "slow down", 429, retryAfter: "0").Answer(Search, "{}", 500).Answer(Search, "{}").Answer("mlflow/registered-models/search?max_results=1000", "{}");
        await using Workspace workspace = InMemoryWorkspace.Create(Samples.Options);
        Assert.Equal(0, (await new MlflowImporter(_client, workspace, s_quick).ImportAsync()).Runs);
        Assert.Equal(4, _server.Requests.Count(request => request == Search));

        _server.Forget(Search).Answer(Search, """{"error_code":"TEMPORARILY_UNAVAILABLE","message":"later"}""", 503);
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => new MlflowImporter(_client, workspace, s_quick with { Attempts = 3 }).ImportAsync());
        Assert.Equal("MLO6071", refused.Code);
        Assert.Contains("503 TEMPORARILY_UNAVAILABLE: 'later'", refused.Message);
        Assert.Equal(7, _server.Requests.Count(request => request == Search));
    }

    [Theory]
    [InlineData("""{"error_code":"UNAUTHENTICATED","message":"who are you"}""", 401, "MLO6071", "Authorization")]
    [InlineData("<html>log in</html>", 200, "MLO6072", "no JSON")]
    [InlineData("[1]", 200, "MLO6072", "no object")]
    [InlineData("""{"next_page_token":"x"}""", 200, "MLO6072", "ring")]
    public async Task Import_ServerThatIsNone_IsToldAsSuch(string answer, int status, string code, string why)
    {
        _server.Answer("""mlflow/experiments/search {"view_type":"ACTIVE_ONLY","max_results":1000}""", answer, status).Answer("""mlflow/experiments/search {"view_type":"ACTIVE_ONLY","max_results":1000,"page_token":"x"}""", answer, status);
        await using Workspace workspace = InMemoryWorkspace.Create(Samples.Options);
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => new MlflowImporter(_client, workspace, s_quick).ImportAsync());
        Assert.Equal(code, refused.Code);
        Assert.Contains(why, refused.Message);
    }

    [Fact]
    public async Task Import_UnknownExperimentOrNoServer_IsToldWithTheRemedy()
    {
        Fill();
        await using Workspace workspace = InMemoryWorkspace.Create(Samples.Options);
        Assert.Contains("Did you mean \"credit\"", (await Assert.ThrowsAsync<MlopsException>(() => new MlflowImporter(_client, workspace, s_quick with { Experiments = ["credti"] }).ImportAsync())).Message);
        using var none = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1/") };
        Assert.Equal("MLO6071", (await Assert.ThrowsAsync<MlopsException>(() => new MlflowImporter(none, workspace, s_quick).ImportAsync())).Code);
        using var slashless = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1/mlflow") };
        await Assert.ThrowsAsync<InvalidOperationException>(() => new MlflowImporter(slashless, workspace).ImportAsync());
    }

    [Theory]
    [InlineData("mlflow-artifacts:/1/abc/artifacts", "1/abc/artifacts")]
    [InlineData("mlflow-artifacts://host:5000/1/abc/artifacts/", "1/abc/artifacts")]
    [InlineData("mlflow-artifacts:/../x", null)]
    [InlineData("mlflow-artifacts://host", null)]
    [InlineData("s3://bucket/1", null)]
    [InlineData("file:///etc", null)]
    public void ProxyPath_Uri_IsAPlaceOfTheProxyOrNothing(string uri, string? path) => Assert.Equal(path, MlflowFiles.ProxyPath(uri));

    [Theory]
    [InlineData("mlflow-artifacts:/1/abc/artifacts", "api/2.0/mlflow-artifacts/artifacts/1/abc/artifacts/a%20b/%C3%A9%23.txt")]
    [InlineData("s3://bucket/1/abc/artifacts", "get-artifact?run_uuid=r&path=a%20b%2F%C3%A9%23.txt")]
    public void RunFile_Uri_GoesThroughTheProxyOrTheServer(string uri, string expected)
    {
        var run = new MlflowRun { Id = "r", Experiment = "x", Status = "FINISHED", StartedAt = default, ArtifactUri = uri };
        using HttpRequestMessage request = MlflowFiles.RunFile(run, "a b/é#.txt");
        Assert.Equal(expected, request.RequestUri!.OriginalString);
    }

    private void Fill(string view = "ACTIVE_ONLY")
    {
        _server.Answer($$"""mlflow/experiments/search {"view_type":"{{view}}","max_results":1000}""", """{"experiments":[{"experiment_id":"0","name":"Default","artifact_location":"mlflow-artifacts:/0","lifecycle_stage":"active","creation_time":1772366400000,"last_update_time":1772366400000}],"next_page_token":"eyJvZmZzZXQiOiAxfQ=="}""");
        _server.Answer($$"""mlflow/experiments/search {"view_type":"{{view}}","max_results":1000,"page_token":"eyJvZmZzZXQiOiAxfQ=="}""", """{"experiments":[{"experiment_id":"1","name":"credit","artifact_location":"mlflow-artifacts:/1","lifecycle_stage":"active","tags":[{"key":"team","value":"risk"}]}]}""");
        _server.Answer($$"""mlflow/runs/search {"experiment_ids":["0"],"run_view_type":"{{view}}","max_results":1000}""", "{}");
        string first = $$"""mlflow/runs/search {"experiment_ids":["1"],"run_view_type":"{{view}}","max_results":1000}""";
        string deleted = view == "ALL" ? Run(D, "D", "FAILED", "deleted", "", "") + "," : "";

        // The one nested in it comes before its parent, as the newest run does.
        _server.Answer(first, "busy", 503).Answer(first, $$"""{"runs":[{{deleted}}{{Run(B, "B", "KILLED", "active", $$"""{"key":"mlflow.parentRunId","value":"{{A}}"}""", "")}},{{Run(C, "C", "RUNNING", "active", """{"key":"mlflow.parentRunId","value":"gone"}""", "")}}],"next_page_token":"p2"}""");
        _server.Answer($$"""mlflow/runs/search {"experiment_ids":["1"],"run_view_type":"{{view}}","max_results":1000,"page_token":"p2"}""", $$"""{"runs":[{{Run(A, "bold-crane-7", "FINISHED", "active", """{"key":"mlflow.user","value":"ada"},{"key":"mlflow.note.content","value":"tried deeper trees"},{"key":"mlflow.source.git.commit","value":"a1b2c3"}""", $$"""
            ,"metrics":[{"key":"loss/train","value":-0.0,"timestamp":1772366405000,"step":4}],"params":[{"key":"depth","value":"7"},{"key":"long","value":"{{new string('p', 6000)}}"}]
            """)}}]}""");
        string history = $"mlflow/metrics/get-history?run_id={A}&metric_key=loss/train&max_results=25000";
        _server.Answer(history, """{"metrics":[{"key":"loss/train","value":0.5,"timestamp":1772366401000,"step":0},{"key":"loss/train","value":"NaN","timestamp":"1772366402000","step":"1"},{"key":"loss/train","value":"Infinity","timestamp":1772366403000,"step":2}],"next_page_token":"h2"}""");
        _server.Answer(history + "&page_token=h2", """{"metrics":[{"key":"loss/train","value":"-Infinity","timestamp":1772366404000,"step":3},{"key":"loss/train","value":-0.0,"timestamp":1772366405000,"step":4}]}""");
        _server.Answer($"mlflow/artifacts/list?run_id={A}", """{"root_uri":"mlflow-artifacts:/1/x/artifacts","files":[{"path":"model","is_dir":true},{"path":"notes.txt","is_dir":false,"file_size":9},{"path":"big.bin","is_dir":false,"file_size":2000},{"path":"../evil.txt","is_dir":false},{"path":"/etc/passwd"},{"path":"a\\b.txt"},{"path":"C:/x"},{"path":"notes.txt","is_dir":false}]}""");
        _server.Answer($"mlflow/artifacts/list?run_id={A}&path=model", """{"files":[{"path":"model/MLmodel","is_dir":false},{"path":"model/weights é.bin","is_dir":false},{"path":"model/../../x"},{"path":"elsewhere/y","is_dir":true}]}""");
        _server.Answer($"mlflow/artifacts/list?run_id={B}", """{"root_uri":"mlflow-artifacts:/1/y/artifacts"}""");
        string root = $"mlflow-artifacts/artifacts/1/{A}/artifacts/";
        _server.Answer(root + "notes.txt", "the notes").Answer(root + "big.bin", new byte[2000]).Answer(root + "model/MLmodel", "flavors: {}").Answer(root + "model/weights é.bin", new byte[100]);
        FillModels();
    }

    private void FillModels()
    {
        _server.Answer("mlflow/registered-models/search?max_results=1000", """{"registered_models":[{"name":"credit risk!","creation_timestamp":1772366400000,"description":"who pays back","tags":[{"key":"owner","value":"ada"}],"aliases":[{"alias":"champion","version":"3"},{"alias":"lost","version":"2"}]}]}""");
        _server.Answer("mlflow/model-versions/search?filter=name='credit risk!'&max_results=1000", $$"""{"model_versions":[{"name":"credit risk!","version":"3","current_stage":"Production","description":"deeper","source":"models:/m-77","run_id":"{{A}}","status":"READY","tags":[{"key":"fair","value":"yes"}]},{"name":"credit risk!","version":"1","current_stage":"None","source":"runs:/x/model","run_id":"unknown","status":"READY"}]}""");
        foreach (int version in (int[])[1, 3])
        {
            _server.Answer($"mlflow/model-versions/get-download-uri?name=credit risk!&version={version}", $$"""{"artifact_uri":"mlflow-artifacts:/1/models/m-{{version}}/artifacts"}""");
            string root = $"1/models/m-{version}/artifacts";
            _server.Answer($"mlflow-artifacts/artifacts?path={root}", """{"files":[{"path":"data","is_dir":true},{"path":"MLmodel","is_dir":false,"file_size":5}]}""").Answer($"mlflow-artifacts/artifacts?path={root}/data", """{"files":[{"path":"weights.bin","is_dir":false},{"path":"../../up","is_dir":false}]}""");
            _server.Answer($"mlflow-artifacts/artifacts/{root}/MLmodel", $"v: {version}").Answer($"mlflow-artifacts/artifacts/{root}/data/weights.bin", new byte[10]);
        }
    }

    private static string Run(string id, string name, string status, string stage, string tags, string data)
    {
        string end = status == "RUNNING" ? "" : "\"end_time\":1772366490000,";
        string inputs = id != A ? "" : "\"dataset_inputs\"" + """:[{"tags":[{"key":"mlflow.data.context","value":"training"}],"dataset":{"name":"train","digest":"9f8e7d6c","source_type":"s3","source":"{\"uri\":\"s3://x/train.csv\"}","schema":"{}","profile":"{\"num_rows\": 1200}"}}]""";
        return $$"""{"info":{"run_uuid":"{{id}}","experiment_id":"1","run_name":"{{name}}","user_id":"ada","status":"{{status}}","start_time":1772366400000,{{end}}"artifact_uri":"mlflow-artifacts:/1/{{id}}/artifacts","lifecycle_stage":"{{stage}}","run_id":"{{id}}"},"""
            + $$""" "data":{"tags":[{{tags}}]{{data}}},"inputs":{""" + inputs + "}}";
    }
}
