using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Follows versions to what was derived from them, to the runs that worked with them, and to the models that came of these runs.</summary>
internal sealed class DatasetUses(CatalogDocuments documents)
{
    private const int Page = 500;

    /// <summary>The versions themselves and all that was made of them, each once.</summary>
    public async Task<List<VersionUse>> DerivedAsync(IEnumerable<VersionUse> from, CancellationToken cancellationToken)
    {
        List<VersionUse> all = [.. from];
        HashSet<string> seen = [.. all.Select(use => use.Version.DocumentKey)];
        for (int i = 0; i < all.Count; i++)
        {
            DatasetVersion parent = all[i].Version;
            await foreach (DatasetVersion child in documents.ListAsync(CatalogKinds.Version, null, [new DocumentTermFilter("parent", [parent.Fingerprint])], cancellationToken).ConfigureAwait(false))
                if (seen.Add(child.DocumentKey)) all.Add(new VersionUse(child, $"made of {parent}"));
        }

        return all;
    }

    public async Task<List<RunUse>> RunsAsync(IEnumerable<DatasetVersion> versions, CancellationToken cancellationToken)
    {
        Dictionary<string, RunUse> runs = new(StringComparer.Ordinal);
        foreach (DatasetVersion version in versions)
        {
            RunFilter filter = RunFilter.Parse($"dataset.fingerprint = '{version.Fingerprint}' OR dataset.source = '{version}'");
            await foreach (RunInfo run in SearchAsync(filter, cancellationToken).ConfigureAwait(false))
                runs.TryAdd(run.Id, new RunUse(run, run.Datasets.Any(data => data.Fingerprint == version.Fingerprint) ? $"{version}, by its fingerprint" : $"names {version} as a source"));
        }

        // A model may be registered by the run around, or by one nested inside.
        foreach (RunUse use in runs.Values.ToArray())
        {
            for (string? id = use.Run.ParentId; id is not null;)
            {
                if (await documents.Store.Runs.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } parent) break;
                runs.TryAdd(parent.Id, new RunUse(parent, $"around {use.Run.Id}"));
                id = parent.ParentId;
            }
        }

        Queue<string> open = new(runs.Keys);
        while (open.TryDequeue(out string? id))
        {
            await foreach (RunInfo child in SearchAsync(RunFilter.ChildOf(id), cancellationToken).ConfigureAwait(false))
                if (runs.TryAdd(child.Id, new RunUse(child, $"nested in {id}"))) open.Enqueue(child.Id);
        }

        return [.. runs.Values.OrderBy(use => use.Run.Id, StringComparer.Ordinal)];
    }

    /// <summary>The models of these runs, and those whose bundle says that it was fitted on one of these versions: a model may be registered without a run.</summary>
    public async Task<List<ModelVersion>> ModelsAsync(IEnumerable<RunUse> runs, IEnumerable<VersionUse> versions, CancellationToken cancellationToken)
    {
        HashSet<string> ids = [.. runs.Select(use => use.Run.Id)], fingerprints = [.. versions.Select(use => use.Version.Fingerprint)];
        List<ModelVersion> models = [];
        if (fingerprints.Count == 0) return models;
        foreach (string name in await documents.Store.Models.ListModelsAsync(cancellationToken).ConfigureAwait(false))
            models.AddRange((await documents.Store.Models.ListVersionsAsync(name, cancellationToken).ConfigureAwait(false)).Where(model => (model.RunId is { } id && ids.Contains(id)) || (model.Signature.DataFingerprint is { } data && fingerprints.Contains(data))));
        return models;
    }

    // Runs that were set aside can come back.
    private async IAsyncEnumerable<RunInfo> SearchAsync(RunFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (bool deleted in (bool[])[false, true])
        {
            string? after = null;
            do
            {
                RunPage page = await documents.Store.Runs.SearchAsync(new RunQuery { Where = filter, Deleted = deleted, PageSize = Page, After = after }, cancellationToken).ConfigureAwait(false);
                foreach (RunInfo run in page.Runs) yield return run;
                after = page.Next;
            }
            while (after is not null);
        }
    }
}
