using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads an archive into a workspace: everything is verified and held against what is there before anything is written.</summary>
internal sealed class WorkspaceImporter(Workspace workspace, ArchiveReader archive, ImportOptions options)
{
    private readonly Dictionary<string, string?> _parents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _new = new(StringComparer.Ordinal);
    private readonly List<string> _conflicts = [];
    private readonly DateTimeOffset _now = workspace.Options.Time.GetUtcNow();
    private long _points;

    public async Task<WorkspaceImport> RunAsync(CancellationToken cancellationToken)
    {
        string? odd = archive.Entries.Keys.FirstOrDefault(name => !IsKnown(name));
        if (odd is not null) throw TrackingErrors.ArchiveRefused($"the entry {ErrorText.Show(odd)} is none of an archive of a workspace");
        await archive.VerifyAsync(cancellationToken).ConfigureAwait(false);
        await PlanRunsAsync(cancellationToken).ConfigureAwait(false);
        var models = new List<ModelImport>();
        foreach (string entry in Documents("models/"))
        {
            ModelRecord model = ModelDocument.Read(entry, await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false));
            if (models.Any(other => other.Record.Name == model.Name)) throw TrackingErrors.ArchiveRefused($"the model \"{model.Name}\" is there twice");
            models.Add(await PlanModelAsync(model, cancellationToken).ConfigureAwait(false));
        }

        var transfer = new DatasetTransfer(workspace);
        var datasets = new List<(DatasetRecord Data, ImmutableArray<DatasetVersion> New)>();
        foreach (string entry in Documents("datasets/"))
        {
            DatasetRecord data = DatasetDocument.Read(entry, await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false));
            if (datasets.Any(other => other.Data.Entry.Name == data.Entry.Name)) throw TrackingErrors.ArchiveRefused($"the dataset \"{data.Entry.Name}\" is there twice");
            RequireContents($"the dataset \"{data.Entry.Name}\"", data.Contents);
            datasets.Add((data, await transfer.PlanAsync(data, archive, _conflicts, cancellationToken).ConfigureAwait(false)));
        }

        if (_conflicts.Count > 0) throw TrackingErrors.ImportConflicts(_conflicts);
        foreach ((DatasetRecord data, ImmutableArray<DatasetVersion> added) in datasets) await transfer.WriteAsync(data, added, archive, cancellationToken).ConfigureAwait(false);
        foreach (string id in _new.OrderBy(Depth).ThenBy(id => id, StringComparer.Ordinal)) await WriteRunAsync(id, cancellationToken).ConfigureAwait(false);
        var left = new List<string>();
        foreach (ModelImport model in models) await workspace.Models.ImportAsync(model, archive, left, cancellationToken).ConfigureAwait(false);
        return new WorkspaceImport(_new.Count, _parents.Count - _new.Count, models.Sum(model => model.New.Length), models.Sum(model => model.Record.Versions.Length - model.New.Length), datasets.Sum(one => one.New.Length), datasets.Sum(one => one.Data.Versions.Length - one.New.Length), [.. left]);
    }

    private static bool IsKnown(string name) => name.Split('/') switch
    {
        ["contents", string hash] => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower),
        ["runs", string file] => Path.GetExtension(file) is ".json" or ".points" && SortableIds.IsValid(Path.GetFileNameWithoutExtension(file)),
        ["models" or "datasets", string file] => file.Length == 13 && file.EndsWith(".json", StringComparison.Ordinal) && file[..8].All(char.IsAsciiDigit),
        _ => false,
    };

    private IEnumerable<string> Documents(string folder) => archive.Entries.Keys.Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal));

    private async Task PlanRunsAsync(CancellationToken cancellationToken)
    {
        await using FileStream scratch = TemporaryFile.Create();
        foreach (string entry in Documents("runs/"))
        {
            byte[] bytes = await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false);
            (RunInfo run, var metrics) = RunDocument.Read(entry, bytes);
            if (entry != $"runs/{run.Id}.json" || !archive.Entries.ContainsKey(PointsOf(run.Id))) throw TrackingErrors.ArchiveRefused($"the entry {ErrorText.Show(entry)} is of another run, or has no values beside it");
            if (metrics.Any(metric => metric.Points > options.MaxPoints) || (_points += metrics.Sum(metric => metric.Points)) > options.MaxPoints) throw TrackingErrors.ArchiveRefused(FormattableString.Invariant($"its runs have more than {options.MaxPoints} values of metrics (ImportOptions.MaxPoints)"));
            RequireContents($"the run {run.Id}", run.Artifacts.Select(artifact => (artifact.Sha256, artifact.Size)));
            _parents.Add(run.Id, run.ParentId);
            if (await workspace.Store.Runs.FindAsync(run.Id, cancellationToken).ConfigureAwait(false) is not { } held)
            {
                _new.Add(run.Id);
                await ReadPointsAsync(run.Id, metrics, cancellationToken).ConfigureAwait(false);
            }
            else if (held.Status == RunStatus.Running || !(await BytesAsync(held, scratch, cancellationToken).ConfigureAwait(false)).AsSpan().SequenceEqual(bytes)) _conflicts.Add($"run {run.Id}");
        }

        foreach ((string id, string? parent) in _parents)
        {
            if (parent is not null && !await HasRunAsync(parent, cancellationToken).ConfigureAwait(false)) throw TrackingErrors.ArchiveRefused($"the run {id} is nested in {parent}, which is neither in the archive nor in this workspace");
            _ = Depth(id);
        }
    }

    private async Task<byte[]> BytesAsync(RunInfo run, FileStream scratch, CancellationToken cancellationToken) =>
        RunDocument.Write(run, (await WorkspaceExporter.PointsAsync(workspace.Store.Runs, run, scratch, cancellationToken).ConfigureAwait(false)).Sha256);

    private async Task<ModelImport> PlanModelAsync(ModelRecord model, CancellationToken cancellationToken)
    {
        IReadOnlyList<ModelVersion> held = await workspace.Store.Models.ListVersionsAsync(model.Name, cancellationToken).ConfigureAwait(false);
        foreach (VersionRecord version in model.Versions)
        {
            RequireContents(version.Version.ToString(), version.Contents);
            if (version.Version.RunId is string run && !await HasRunAsync(run, cancellationToken).ConfigureAwait(false)) throw TrackingErrors.ArchiveRefused($"{version.Version} came from the run {run}, which is neither in the archive nor in this workspace");
            if (version.Version.Version > held.Count) await ModelRegistry.CheckBundleAsync(version.Version, archive, cancellationToken).ConfigureAwait(false);
            else if (!IsSame(version.Version, held[version.Version.Version - 1])) _conflicts.Add(version.Version.ToString());
        }

        return new ModelImport(model, [.. model.Versions.Skip(held.Count)]);
    }

    private static bool IsSame(ModelVersion one, ModelVersion other) =>
        (one.BundleSha256, one.BundleSize, one.SignatureJson, one.RunId, one.CreatedAt) == (other.BundleSha256, other.BundleSize, other.SignatureJson, other.RunId, other.CreatedAt) && one.Tags.SequenceEqual(other.Tags);

    private async Task<bool> HasRunAsync(string id, CancellationToken cancellationToken) => _parents.ContainsKey(id) || await workspace.Store.Runs.FindAsync(id, cancellationToken).ConfigureAwait(false) is not null;

    private void RequireContents(string owner, IEnumerable<(string Sha256, long Size)> contents)
    {
        foreach ((string sha256, long size) in contents)
        {
            if (!archive.Entries.TryGetValue("contents/" + sha256, out ArchiveEntry entry) || entry.Sha256 != sha256 || entry.Length != size)
                throw TrackingErrors.ArchiveRefused($"the content {sha256} of {owner} is not in the archive, or another one is there");
        }
    }

    /// <summary>How far a run is nested; a ring of runs is refused.</summary>
    private int Depth(string id)
    {
        int depth = 0;
        for (string? next = id; next is not null && _parents.TryGetValue(next, out next); depth++)
            if (depth > _parents.Count) throw TrackingErrors.ArchiveRefused($"the run {id} is nested in itself");
        return depth;
    }

    private async Task WriteRunAsync(string id, CancellationToken cancellationToken)
    {
        string entry = $"runs/{id}.json";
        (RunInfo run, var metrics) = RunDocument.Read(entry, await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false));
        foreach (RunArtifact artifact in run.Artifacts.DistinctBy(artifact => artifact.Sha256)) await PutAsync(workspace.Artifacts, archive, artifact.Sha256, cancellationToken).ConfigureAwait(false);
        List<MetricsLogged> values = await ReadPointsAsync(id, metrics, cancellationToken).ConfigureAwait(false);
        var audit = new AuditRecord("run.import", $"run/{id}", _now, workspace.Options.Actor, "sha256:" + archive.Entries[entry].Sha256);
        await workspace.Store.Runs.WriteAsync(RunDocument.ToWrites(run, values, audit), cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<MetricsLogged>> ReadPointsAsync(string id, IEnumerable<(string Name, long Points)> metrics, CancellationToken cancellationToken)
    {
        await using Stream points = await archive.OpenAsync(PointsOf(id), cancellationToken).ConfigureAwait(false);
        return await RunPoints.ReadAsync(PointsOf(id), id, metrics, points, cancellationToken).ConfigureAwait(false);
    }

    internal static async Task PutAsync(IArtifactStore artifacts, ArchiveReader archive, string sha256, CancellationToken cancellationToken)
    {
        await using Stream content = await archive.OpenAsync("contents/" + sha256, cancellationToken).ConfigureAwait(false);
        ArtifactBlob blob = await artifacts.PutAsync(content, cancellationToken).ConfigureAwait(false);
        if (blob.Sha256 != sha256) throw TrackingErrors.ArchiveRefused($"the content {sha256} changed while it was read");
    }

    private static string PointsOf(string id) => $"runs/{id}.points";
}
