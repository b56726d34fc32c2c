using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Gathers runs and models with all that they need, and writes them into an archive.</summary>
internal sealed class WorkspaceExporter(Workspace workspace, ArchiveWriter archive)
{
    private const int Page = 200;
    private readonly SortedDictionary<string, RunInfo> _runs = new(StringComparer.Ordinal);
    private readonly List<string> _left = [];
    private int _contents;

    public async Task<WorkspaceExport> RunAsync(ExportOptions options, CancellationToken cancellationToken)
    {
        int versions = 0;
        IEnumerable<string> names = options.AllModels ? await workspace.Models.ListModelsAsync(cancellationToken).ConfigureAwait(false) : options.Models;
        foreach (string name in names.Distinct(StringComparer.Ordinal))
        {
            ModelRecord model = await workspace.Models.ReadRecordAsync(name, cancellationToken).ConfigureAwait(false);
            foreach (VersionRecord version in model.Versions)
            {
                if (version.Version.RunId is string run) await AddAsync(run, version.Version.ToString(), cancellationToken).ConfigureAwait(false);
                foreach ((string sha256, long _) in version.Contents) await CopyAsync(sha256, cancellationToken).ConfigureAwait(false);
            }

            await archive.AddAsync(string.Create(CultureInfo.InvariantCulture, $"models/{versions:D8}.json"), ModelDocument.Write(model), cancellationToken).ConfigureAwait(false);
            versions += model.Versions.Length;
        }

        int datasets = await AddDatasetsAsync(options, cancellationToken).ConfigureAwait(false);
        if (options.Runs is not null) await SearchAsync(options.Runs, cancellationToken).ConfigureAwait(false);
        foreach (RunInfo run in _runs.Values) await WriteAsync(run, cancellationToken).ConfigureAwait(false);
        return new WorkspaceExport(_runs.Count, versions, datasets, _contents, [.. _left.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>A run's values, for its hash; and so for an import that asks whether a run is there already.</summary>
    public static async Task<ArchiveEntry> PointsAsync(IRunStore runs, RunInfo run, FileStream target, CancellationToken cancellationToken)
    {
        target.SetLength(0);
        await RunPoints.WriteAsync(runs, run, target, cancellationToken).ConfigureAwait(false);
        target.Position = 0;
        byte[] hash = await System.Security.Cryptography.SHA256.HashDataAsync(target, cancellationToken).ConfigureAwait(false);
        target.Position = 0;
        return new ArchiveEntry(target.Length, Convert.ToHexStringLower(hash));
    }

    private async Task<int> AddDatasetsAsync(ExportOptions options, CancellationToken cancellationToken)
    {
        var transfer = new DatasetTransfer(workspace);
        IEnumerable<string> names = options.AllDatasets ? (await workspace.Catalog.ListAsync(cancellationToken).ConfigureAwait(false)).Select(entry => entry.Name) : options.Datasets;
        (int entry, int count) = (0, 0);
        foreach (string name in names.Distinct(StringComparer.Ordinal))
        {
            DatasetRecord data = await transfer.ReadAsync(name, cancellationToken).ConfigureAwait(false);
            foreach ((string sha256, long _) in data.Contents) await CopyAsync(sha256, cancellationToken).ConfigureAwait(false);
            await archive.AddAsync(string.Create(CultureInfo.InvariantCulture, $"datasets/{entry++:D8}.json"), DatasetDocument.Write(data), cancellationToken).ConfigureAwait(false);
            count += data.Versions.Length;
        }

        return count;
    }

    private async Task SearchAsync(RunFilter filter, CancellationToken cancellationToken)
    {
        var query = new RunQuery { Where = filter, PageSize = Page };
        do
        {
            RunPage page = await workspace.Runs.SearchAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (RunInfo run in page.Runs) await AddAsync(run.Id, null, cancellationToken).ConfigureAwait(false);
            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }

    /// <summary>Takes a run along with the whole tree that it is part of, from its outermost run down, unless one on the way up still goes on.</summary>
    private async Task AddAsync(string id, string? neededBy, CancellationToken cancellationToken)
    {
        if (_runs.ContainsKey(id)) return;
        RunInfo root = await FindAsync(id, neededBy, cancellationToken).ConfigureAwait(false);
        while (root.ParentId is string parent) root = await FindAsync(parent, neededBy ?? $"The run {id}", cancellationToken).ConfigureAwait(false);
        Queue<RunInfo> waiting = new([root]);
        while (waiting.TryDequeue(out RunInfo? run))
        {
            if (run.Status == RunStatus.Running)
            {
                _left.Add($"The run {run.Id} is still running; it and those nested in it were left out.");
                continue;
            }

            _runs[run.Id] = run;
            var query = new RunQuery { Where = RunFilter.ChildOf(run.Id), PageSize = int.MaxValue };
            foreach (RunInfo child in (await workspace.Runs.SearchAsync(query, cancellationToken).ConfigureAwait(false)).Runs) waiting.Enqueue(child);
        }

        if (_runs.ContainsKey(id)) return;
        if (neededBy is not null) await AddDeletedAsync(id, neededBy, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RunInfo> FindAsync(string id, string? neededBy, CancellationToken cancellationToken) =>
        await workspace.Runs.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw (neededBy is null ? StoreErrors.UnknownRun(id) : TrackingErrors.ExportLacks(neededBy, id));

    /// <summary>A run that was set aside is on no page, and still what a version came from.</summary>
    private async Task AddDeletedAsync(string id, string neededBy, CancellationToken cancellationToken)
    {
        for (string? next = id; next is not null && !_runs.ContainsKey(next);)
        {
            RunInfo run = await workspace.Runs.GetAsync(next, cancellationToken).ConfigureAwait(false);
            if (run.Status == RunStatus.Running) throw TrackingErrors.ExportRefused(neededBy, run.Id);
            _runs[next] = run;
            next = run.ParentId;
        }
    }

    private async Task WriteAsync(RunInfo run, CancellationToken cancellationToken)
    {
        foreach (RunArtifact artifact in run.Artifacts) await CopyAsync(artifact.Sha256, cancellationToken).ConfigureAwait(false);
        await using FileStream points = TemporaryFile.Create();
        ArchiveEntry entry = await PointsAsync(workspace.Store.Runs, run, points, cancellationToken).ConfigureAwait(false);
        await archive.AddAsync($"runs/{run.Id}.json", RunDocument.Write(run, entry.Sha256), cancellationToken).ConfigureAwait(false);
        await archive.AddAsync($"runs/{run.Id}.points", points, cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyAsync(string sha256, CancellationToken cancellationToken)
    {
        string name = "contents/" + sha256;
        if (archive.Has(name)) return;
        await using Stream content = await workspace.Artifacts.OpenAsync(sha256, cancellationToken).ConfigureAwait(false);
        await archive.AddAsync(name, content, cancellationToken).ConfigureAwait(false);
        _contents++;
    }
}
