using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Follows data to what it was made of.</summary>
internal static class DatasetAncestry
{
    /// <summary>The datasets of the catalog that parents are versions of, or hold the values of, and those that these were made of.</summary>
    public static async Task<HashSet<string>> NamesAsync(CatalogDocuments documents, IEnumerable<DatasetParent> parents, CancellationToken cancellationToken)
    {
        HashSet<string> names = new(StringComparer.Ordinal), seen = new(StringComparer.Ordinal);
        Queue<DatasetParent> open = new(parents);
        while (open.TryDequeue(out DatasetParent? parent))
        {
            if (parent.Name is { } name) names.Add(name);
            if (!seen.Add(parent.Fingerprint)) continue;
            await foreach (DatasetVersion version in documents.ListAsync(CatalogKinds.Version, null, [new DocumentTermFilter("fingerprint", [parent.Fingerprint])], cancellationToken).ConfigureAwait(false))
            {
                names.Add(version.Name);
                foreach (DatasetParent before in version.Parents) open.Enqueue(before);
            }
        }

        return names;
    }
}
