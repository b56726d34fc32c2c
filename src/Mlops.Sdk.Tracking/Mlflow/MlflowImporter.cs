using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Brings experiments, runs with parameters, tags, all values of metrics and files, and registered models from an MLflow tracking server, over its REST interface.
/// The id of a run follows from its id there (which is kept as the tag <c>mlflow.run_id</c>), so that an import that was stopped is simply started again.
/// </summary>
/// <param name="client">Who speaks to the server: its <see cref="HttpClient.BaseAddress"/> is the tracking URI with a slash at its end, its default headers hold what the server wants of Authorization.</param>
/// <param name="workspace">Where it goes.</param>
/// <param name="options">What is taken; null for the defaults.</param>
public sealed class MlflowImporter(HttpClient client, Workspace workspace, MlflowImportOptions? options = null)
{
    private const string HistoryPage = "25000", RunIdTag = "mlflow.run_id";
    private readonly HttpClient _http = client ?? throw new ArgumentNullException(nameof(client));
    private readonly Workspace _workspace = workspace ?? throw new ArgumentNullException(nameof(workspace));
    private readonly MlflowImportOptions _options = options ?? new MlflowImportOptions();

    /// <summary>Imports. Each run and each version is one transaction; what is there already stays as it is.</summary>
    /// <param name="cancellationToken">Stops the call between two requests; what was imported stays.</param>
    /// <exception cref="MlopsException">MLO6071: the server cannot be reached, or refuses; MLO6072: what it answers is not what MLflow answers.</exception>
    /// <exception cref="InvalidOperationException">The client has no base address.</exception>
    public async Task<MlflowImport> ImportAsync(CancellationToken cancellationToken = default)
    {
        if (_http.BaseAddress is not { } address || !address.AbsolutePath.EndsWith('/')) throw new InvalidOperationException("The client needs a BaseAddress that ends with a slash: the tracking URI, such as http://localhost:5000/.");
        var left = new List<string>();
        var mlflow = new MlflowClient(_http, _options, _workspace.Options.Time);
        var files = new MlflowFiles(mlflow, _options, left);
        Dictionary<string, MlflowRun> runs = await ListRunsAsync(mlflow, left, cancellationToken).ConfigureAwait(false);
        (int added, int there, int kept) = (0, 0, 0);
        foreach (MlflowRun run in runs.Values.OrderBy(run => Depth(runs, run)).ThenBy(run => run.StartedAt))
        {
            if (await _workspace.Store.Runs.FindAsync(IdOf(run), cancellationToken).ConfigureAwait(false) is not null)
            {
                there++;
                continue;
            }

            kept += await ImportRunAsync(mlflow, files, runs, run, left, cancellationToken).ConfigureAwait(false);
            added++;
        }

        (int versions, int versionsThere) = (0, 0);
        if (_options.IncludeModels) (versions, versionsThere) = await new MlflowModels(mlflow, files, _workspace, left).ImportAsync(id => runs.TryGetValue(id, out MlflowRun? run) ? IdOf(run) : null, cancellationToken).ConfigureAwait(false);
        return new MlflowImport(added, there, kept, versions, versionsThere, [.. left]);
    }

    private async Task<Dictionary<string, MlflowRun>> ListRunsAsync(MlflowClient mlflow, List<string> left, CancellationToken cancellationToken)
    {
        string view = _options.IncludeDeleted ? "ALL" : "ACTIVE_ONLY";
        List<(string Id, string Name)> experiments = [];
        await foreach (JsonElement experiment in mlflow.PagesAsync("experiments", token => Search("experiments/search", view, null, token), cancellationToken).ConfigureAwait(false))
            experiments.Add((MlflowJson.OptionalText(experiment, "experiment_id") ?? "", MlflowJson.OptionalText(experiment, "name") ?? ""));
        string? unknown = _options.Experiments.FirstOrDefault(name => !experiments.Any(experiment => experiment.Name == name));
        if (unknown is not null) throw TrackingErrors.MlflowRefused("experiments/search", $"there is no experiment \"{unknown}\". {Names.Hint(unknown, [.. experiments.Select(experiment => experiment.Name)], "experiments")}", false, null);

        var runs = new Dictionary<string, MlflowRun>(StringComparer.Ordinal);
        foreach ((string id, string name) in experiments.Where(experiment => _options.Experiments.Count == 0 || _options.Experiments.Contains(experiment.Name)))
        {
            string experiment = MlflowNames.Key(name, $"experiment {id}", left) ?? $"mlflow {id}";
            await foreach (JsonElement found in mlflow.PagesAsync("runs", token => Search("runs/search", view, id, token), cancellationToken).ConfigureAwait(false))
            {
                MlflowRun run = MlflowRun.Read(experiment, found);
                if (run.IsRunning && !_options.IncludeRunning) left.Add($"The run {run.Id} is still running there and was left for a later import (MlflowImportOptions.IncludeRunning).");
                else runs[run.Id] = run;
            }
        }

        return runs;
    }

    private static HttpRequestMessage Search(string path, string view, string? experiment, string? token) => MlflowClient.Post(MlflowClient.Api + path, json =>
    {
        if (experiment is null)
        {
            json.WriteString("view_type", view);
        }
        else
        {
            json.WriteStartArray("experiment_ids");
            json.WriteStringValue(experiment);
            json.WriteEndArray();
            json.WriteString("run_view_type", view);
        }

        json.WriteNumber("max_results", 1000);
        json.WriteOptional("page_token", token);
    });

    private async Task<int> ImportRunAsync(MlflowClient mlflow, MlflowFiles files, Dictionary<string, MlflowRun> runs, MlflowRun run, List<string> left, CancellationToken cancellationToken)
    {
        string owner = $"run {run.Id}", id = IdOf(run);
        var artifacts = ImmutableArray.CreateBuilder<RunArtifact>();
        if (_options.IncludeArtifacts)
        {
            await foreach (string path in files.ListRunAsync(run.Id, cancellationToken).ConfigureAwait(false))
            {
                await using FileStream? file = await files.FetchAsync(owner, path, () => MlflowFiles.RunFile(run, path), cancellationToken).ConfigureAwait(false);
                if (file is null) continue;
                ArtifactBlob blob = await _workspace.Artifacts.PutAsync(file, cancellationToken).ConfigureAwait(false);
                artifacts.Add(new RunArtifact(path, blob.Sha256, blob.Size, MediaTypes.Of(path), run.EndedAt ?? run.StartedAt));
            }
        }

        List<MetricsLogged> metrics = [];
        foreach (string metric in run.Metrics)
        {
            if (MlflowNames.Key(metric, $"metric of {owner}", left) is not { } name) continue;
            var points = ImmutableArray.CreateBuilder<MetricPoint>();
            await foreach (JsonElement point in mlflow.PagesAsync("metrics", token => MlflowClient.Get(MlflowClient.Api + "metrics/get-history", ("run_id", run.Id), ("metric_key", metric), ("max_results", HistoryPage), ("page_token", token)), cancellationToken).ConfigureAwait(false))
                points.Add(MlflowJson.Point(point));
            if (points.Count > 0) metrics.Add(new MetricsLogged(id, name, points.ToImmutable()));
        }

        RunInfo info = Convert(run, id, ParentOf(runs, run, left), artifacts.ToImmutable(), left);
        var audit = new AuditRecord("run.import", $"run/{id}", _workspace.Options.Time.GetUtcNow(), _workspace.Options.Actor, $"MLflow {run.Id}");
        List<RunWrite> writes = RunDocument.ToWrites(info, metrics, audit);
        if (run.IsDeleted) writes.Add(new RunDeleted(id, _workspace.Options.Time.GetUtcNow()));
        await _workspace.Store.Runs.WriteAsync(writes, cancellationToken).ConfigureAwait(false);
        return artifacts.Count;
    }

    private static string? ParentOf(Dictionary<string, MlflowRun> runs, MlflowRun run, List<string> left)
    {
        if (run.ParentId is not { } told) return null;
        if (runs.TryGetValue(told, out MlflowRun? outer) && Depth(runs, run) < int.MaxValue) return IdOf(outer);
        left.Add($"The run {run.Id} is nested in {ErrorText.Show(told)}, which was not imported or is nested in it; it stands alone here.");
        return null;
    }

    private static RunInfo Convert(MlflowRun run, string id, string? parent, ImmutableArray<RunArtifact> artifacts, List<string> left)
    {
        string owner = $"run {run.Id}";
        ImmutableSortedDictionary<string, string> facts = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("imported_from", "mlflow");
        if (run.Tag("mlflow.source.git.commit") is { } commit) facts = facts.SetItem("git_commit", commit);
        if (run.Tag("mlflow.source.git.branch") is { } branch) facts = facts.SetItem("git_branch", branch);
        ImmutableSortedDictionary<string, string> tags = MlflowNames.Keys(run.Tags, $"tag of {owner}", left).SetItem(RunIdTag, run.Id);
        return new RunInfo
        {
            Id = id,
            Experiment = run.Experiment,
            Name = run.Name,
            Status = run.Status switch { "FINISHED" => RunStatus.Completed, "KILLED" => RunStatus.Cancelled, "FAILED" => RunStatus.Failed, _ => RunStatus.Interrupted },
            ParentId = parent,
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt ?? run.StartedAt,
            Error = run.IsRunning ? "The run counted as running in MLflow when it was imported." : null,
            Note = run.Tag("mlflow.note.content"),
            Params = MlflowNames.Keys(run.Params, $"parameter of {owner}", left),
            Tags = run.User is { Length: > 0 } user && !tags.ContainsKey("mlflow.user") ? tags.Add("mlflow.user", user) : tags,
            Facts = facts,
            Artifacts = [.. artifacts.OrderBy(artifact => artifact.Path, StringComparer.Ordinal)],
            Datasets = [.. run.Datasets.Where(data => MlflowNames.Key(data.Name, $"dataset of {owner}", left) is not null).DistinctBy(data => data.Name)],
        };
    }

    /// <summary>The same run gets the same id, which sorts by its start as all ids do.</summary>
    private static string IdOf(MlflowRun run) => SortableIds.From(run.StartedAt, SHA256.HashData(Encoding.UTF8.GetBytes("mlflow run " + run.Id)));

    /// <summary>How far a run is nested in others that come along; the largest number when they nest in a ring.</summary>
    private static int Depth(Dictionary<string, MlflowRun> runs, MlflowRun run)
    {
        int depth = 0;
        for (MlflowRun? next = run; next?.ParentId is { } parent && runs.TryGetValue(parent, out next);)
            if (++depth > runs.Count) return int.MaxValue;
        return depth;
    }

    internal static string PageSize => "1000";
}
