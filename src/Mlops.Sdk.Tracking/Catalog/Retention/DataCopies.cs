using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Finds what may hold rows of some versions: the files and models of the runs that worked with them, reports on these models, and logs of predictions on them.</summary>
internal sealed class DataCopies(IWorkspaceStore store, IArtifactStore artifacts, IReadOnlyCollection<string> ids)
{
    private static readonly string[] s_rows = [".csv", ".tsv", ".mldata", ".parquet", ".arrow", ".feather", ".jsonl", ".ndjson", ".xlsx", ".db"];
    private static readonly string[] s_folders = ["tables/", "predictions/", "samples/"];
    // What the SDK notes of a run itself, which holds no values of data.
    private static readonly string[] s_own = ["provenance/", FitRecord.Folder];
    private readonly IdSearch? _search = ids.Count == 0 ? null : new IdSearch(ids);

    public async Task<List<DataCopy>> FindAsync(IReadOnlyCollection<VersionUse> versions, IEnumerable<RunUse> runs, IEnumerable<ModelVersion> models, CancellationToken cancellationToken)
    {
        HashSet<string> fingerprints = [.. versions.Select(use => use.Version.Fingerprint)], names = [.. versions.Select(use => use.Version.ToString())];
        List<DataCopy> copies = [];
        foreach (RunInfo run in runs.Select(use => use.Run))
        {
            bool isDirect = run.Datasets.Any(data => fingerprints.Contains(data.Fingerprint) || (data.Source is { } source && names.Contains(source)));
            foreach (RunArtifact artifact in run.Artifacts.Where(artifact => !s_own.Any(folder => artifact.Path.StartsWith(folder, StringComparison.Ordinal))))
                copies.Add(await OfAsync($"run/{run.Id}", artifact, cancellationToken).ConfigureAwait(false) is var copy ? copy with { RunId = run.Id, IsDirect = isDirect } : copy);
        }

        foreach (ModelVersion model in models)
        {
            copies.Add(new DataCopy($"model/{model}", "the model", DataCopyKind.Model, model.BundleSha256, model.BundleSize, null));
            foreach (VersionReport report in await ReportsAsync(model, cancellationToken).ConfigureAwait(false))
                foreach (RunArtifact artifact in report.Artifacts.Where(artifact => artifact.MediaType != SignatureEnvelope.MediaType)) copies.Add(await OfAsync($"model/{model}", artifact, cancellationToken).ConfigureAwait(false));
        }

        foreach (string fingerprint in fingerprints.Order(StringComparer.Ordinal))
            foreach (PredictionLog log in await new LineageDocuments(store.Documents).PredictionsAsync(new DocumentTermFilter("input", [fingerprint]), cancellationToken).ConfigureAwait(false))
                copies.Add(new DataCopy($"predictions/{log.Id}", log.Location ?? "a place that was not said", DataCopyKind.Outside, null, 0, null));
        return copies;
    }

    private async Task<IReadOnlyList<VersionReport>> ReportsAsync(ModelVersion model, CancellationToken cancellationToken)
    {
        try
        {
            return await store.Models.ReadReportsAsync(model.Name, model.Version, cancellationToken).ConfigureAwait(false);
        }
        catch (AccessDeniedException)
        {
            // Who may know of a model need not be allowed to read what was said of it.
            return [];
        }
    }

    private async Task<DataCopy> OfAsync(string owner, RunArtifact artifact, CancellationToken cancellationToken) =>
        new(owner, artifact.Path, KindOf(artifact), artifact.Sha256, artifact.Size, await HoldsAsync(artifact, cancellationToken).ConfigureAwait(false));

    private static DataCopyKind KindOf(RunArtifact artifact)
    {
        string name = artifact.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? artifact.Path[..^3] : artifact.Path;
        if (name.EndsWith(".mlops", StringComparison.OrdinalIgnoreCase)) return DataCopyKind.Model;
        bool rows = s_folders.Any(folder => artifact.Path.StartsWith(folder, StringComparison.Ordinal)) || s_rows.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) || artifact.MediaType == "text/csv";
        return rows ? DataCopyKind.Rows : DataCopyKind.Summary;
    }

    private async Task<bool?> HoldsAsync(RunArtifact artifact, CancellationToken cancellationToken)
    {
        if (_search is null || !IsText(artifact)) return null;
        try
        {
            await using Stream content = await artifacts.OpenAsync(artifact.Sha256, cancellationToken).ConfigureAwait(false);
            return await _search.IsInAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException)
        {
            // What is missing, damaged or locked cannot be searched, which is what null says.
            return null;
        }
    }

    private static bool IsText(RunArtifact artifact) => !artifact.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && (
        artifact.MediaType.StartsWith("text/", StringComparison.Ordinal) || artifact.MediaType is "application/json" or "image/svg+xml" ||
        ((string[])[".csv", ".tsv", ".jsonl", ".ndjson", ".txt", ".log", ".yaml", ".yml", ".xml"]).Any(end => artifact.Path.EndsWith(end, StringComparison.OrdinalIgnoreCase)));
}
