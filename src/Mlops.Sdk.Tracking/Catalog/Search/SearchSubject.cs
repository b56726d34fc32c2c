namespace Mlops.Sdk;

/// <summary>Something that can be found, with its texts and how much a word in each of them counts.</summary>
internal sealed record SearchSubject(CatalogHitKind Kind, string Name, IReadOnlyList<(string? Text, double Weight, string Where)> Texts)
{
    private const double PrefixShare = 0.6;

    public IEnumerable<string> Tags { get; init; } = [];

    public IEnumerable<string> Owners { get; init; } = [];

    public IEnumerable<string> Pii { get; init; } = [];

    public bool Meets(CatalogQuery query) =>
        query.Tags.All(Tags.Contains) && (query.Owners.Count == 0 || query.Owners.Any(Owners.Contains)) && (query.Pii.Count == 0 || query.Pii.Any(Pii.Contains));

    /// <summary>The hit when every word is found; each counts where it weighs most, and a whole word more than the beginning of one.</summary>
    public CatalogHit? Match(IReadOnlyList<string> words)
    {
        double score = 0;
        SortedSet<string> where = new(StringComparer.Ordinal);
        (HashSet<string> Words, double Weight, string Where)[] texts = [.. Texts.Select(text => (SearchWords.Of(text.Text).ToHashSet(StringComparer.Ordinal), text.Weight, text.Where))];
        foreach (string word in words)
        {
            double best = 0;
            string? place = null;
            foreach ((HashSet<string> found, double weight, string label) in texts)
            {
                double value = found.Contains(word) ? weight : found.Any(other => other.StartsWith(word, StringComparison.Ordinal)) ? weight * PrefixShare : 0;
                if (value > best) (best, place) = (value, label);
            }

            if (place is null) return null;
            score += best;
            where.Add(place);
        }

        return new CatalogHit(Kind, Name, score, [.. where]);
    }

    public static SearchSubject Of(DatasetEntry entry, IEnumerable<DatasetVersion> versions, IEnumerable<CatalogComment> comments) => new(CatalogHitKind.Dataset, entry.Name,
    [
        (entry.Name, 10, "name"),
        .. entry.Tags.Select(tag => ((string?)tag, 6.0, "tag")),
        .. entry.Terms.Select(term => ((string?)term, 5.0, "term")),
        .. entry.Columns.SelectMany(ColumnTexts),
        .. versions.SelectMany(version => version.Schema.Select(column => column.Name)).Distinct(StringComparer.Ordinal).Select(column => ((string?)column, 4.0, $"column '{column}'")),
        .. entry.Owners.Select(owner => ((string?)owner, 3.0, "owner")),
        (entry.Description, 2, "description"),
        .. versions.Select(version => (version.Note, 1.0, $"note of {version}")),
        .. comments.Select(comment => ((string?)comment.Text, 1.0, "comment")),
    ])
    {
        Tags = entry.Tags.Concat(entry.Columns.SelectMany(column => column.Tags)).Distinct(StringComparer.Ordinal),
        Owners = entry.Owners.Concat(entry.Columns.SelectMany(column => column.Owners)).Distinct(StringComparer.Ordinal),
        Pii = entry.PiiKinds,
    };

    public static SearchSubject Of(CatalogSource source) => new(CatalogHitKind.Source, source.Name,
        [(source.Name, 10, "name"), .. source.Tags.Select(tag => ((string?)tag, 6.0, "tag")), (source.Owner, 3, "owner"), (source.Description, 2, "description"), (source.Location, 2, "location")])
    {
        Tags = source.Tags,
        Owners = source.Owner is { } owner ? [owner] : [],
    };

    public static SearchSubject Of(GlossaryTerm term) => new(CatalogHitKind.Term, term.Name,
        [(term.Name, 10, "name"), .. term.Synonyms.Select(synonym => ((string?)synonym, 8.0, "synonym")), (term.Owner, 3, "owner"), (term.Definition, 2, "definition")])
    {
        Owners = term.Owner is { } owner ? [owner] : [],
    };

    private static IEnumerable<(string? Text, double Weight, string Where)> ColumnTexts(ColumnEntry column) =>
        new[] { column.Name, column.Description }.Concat(column.Tags).Concat(column.Terms).Select((text, i) => (text, i == 1 ? 2.0 : 4.0, $"column '{column.Name}'"));
}
