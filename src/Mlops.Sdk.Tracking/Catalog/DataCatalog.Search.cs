using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>Looks for datasets, sources and terms by words and by what they are marked with; datasets that were set aside are not found.</summary>
    /// <param name="query">What to look for.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<CatalogSearchResult> SearchAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.Most, nameof(query));
        string[] words = [.. SearchWords.Of(query.Text).Distinct(StringComparer.Ordinal)];
        if (words.Length == 0 && !string.IsNullOrWhiteSpace(query.Text)) return Found([], query.Most);
        ValueList<DocumentTermFilter> terms = words.Length == 0 ? [] : [SearchWords.Filter(words)];

        List<SearchSubject> subjects = await DatasetsAsync(terms, cancellationToken).ConfigureAwait(false);
        subjects.AddRange(await _documents.ListAsync(CatalogKinds.Source, null, terms, cancellationToken).Select(SearchSubject.Of).ToListAsync(cancellationToken).ConfigureAwait(false));
        subjects.AddRange(await _documents.ListAsync(CatalogKinds.Term, null, terms, cancellationToken).Select(SearchSubject.Of).ToListAsync(cancellationToken).ConfigureAwait(false));
        List<(SearchSubject Subject, CatalogHit Hit)> found = [];
        foreach (SearchSubject subject in subjects.Where(subject => subject.Meets(query)))
            if (subject.Match(words) is { } hit) found.Add((subject, hit));
        return Found(found, query.Most);
    }

    /// <summary>Looks for datasets, sources and terms by words.</summary>
    /// <param name="text">Words that must all be found, each as the beginning of a word.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<CatalogSearchResult> SearchAsync(string text, CancellationToken cancellationToken = default) => SearchAsync(new CatalogQuery { Text = text }, cancellationToken);

    // A dataset is found by its entry, by the columns of a version, and by comments: each has documents of its own.
    private async Task<List<SearchSubject>> DatasetsAsync(ValueList<DocumentTermFilter> terms, CancellationToken cancellationToken)
    {
        Dictionary<string, DatasetEntry> entries = await _documents.ListAsync(CatalogKinds.Dataset, null, terms, cancellationToken).ToDictionaryAsync(entry => entry.Name, StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);
        ILookup<string, DatasetVersion> versions = Enumerable.Empty<DatasetVersion>().ToLookup(version => version.Name);
        ILookup<string, CatalogComment> comments = Enumerable.Empty<CatalogComment>().ToLookup(comment => comment.Dataset);
        if (terms.Count > 0)
        {
            versions = (await _documents.ListAsync(CatalogKinds.Version, null, terms, cancellationToken).Where(version => version.DeletedAt is null).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(version => version.Name, StringComparer.Ordinal);
            comments = (await _documents.ListAsync(CatalogKinds.Comment, null, terms, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(comment => comment.Dataset, StringComparer.Ordinal);
        }

        foreach (string name in versions.Select(group => group.Key).Concat(comments.Select(group => group.Key)).Distinct(StringComparer.Ordinal).Where(name => !entries.ContainsKey(name)).ToArray())
            if (await _documents.FindAsync(CatalogKinds.Dataset, name, cancellationToken).ConfigureAwait(false) is { } entry) entries.Add(name, entry);
        return [.. entries.Values.Where(entry => entry.DeletedAt is null).Select(entry => SearchSubject.Of(entry, versions[entry.Name], comments[entry.Name]))];
    }

    private static CatalogSearchResult Found(List<(SearchSubject Subject, CatalogHit Hit)> found, int most) => new(
        [.. found.Select(pair => pair.Hit).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Name, StringComparer.Ordinal).ThenBy(hit => hit.Kind).Take(most)],
        found.Count,
        Count(found.SelectMany(pair => pair.Subject.Tags)),
        Count(found.SelectMany(pair => pair.Subject.Owners)),
        Count(found.SelectMany(pair => pair.Subject.Pii)));

    private static ImmutableSortedDictionary<string, int> Count(IEnumerable<string> values) =>
        values.GroupBy(value => value, StringComparer.Ordinal).ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
