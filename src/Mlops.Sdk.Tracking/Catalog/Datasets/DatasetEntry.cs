using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What people say of a dataset: what it is, whose it is, what its columns mean. It is there with the first version, and changed by <see cref="DataCatalog.ChangeAsync(string, Func{DatasetEntry, DatasetEntry}, CancellationToken)"/>.</summary>
public sealed record DatasetEntry : ICatalogRecord<DatasetEntry>
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a few sentences.</summary>
    public string? Description { get; init; }

    /// <summary>Who answers for it.</summary>
    public ValueList<string> Owners { get; init; } = [];

    /// <summary>Words to find it by.</summary>
    public ValueList<string> Tags { get; init; } = [];

    /// <summary>Terms of the glossary that it is about.</summary>
    public ValueList<string> Terms { get; init; } = [];

    /// <summary>What is said of columns, by name.</summary>
    public ValueList<ColumnEntry> Columns { get; init; } = [];

    /// <summary>The license: an address or an SPDX identifier.</summary>
    public string? License { get; init; }

    /// <summary>A page on it.</summary>
    public string? Url { get; init; }

    /// <summary>How to cite it.</summary>
    public string? Citation { get; init; }

    /// <summary>When the dataset was set aside; null when it was not.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Where the record stands; saving asks that it still stands there.</summary>
    [JsonIgnore]
    public CatalogStamp Stamp { get; init; }

    string ICatalogRecord<DatasetEntry>.Key => Name;

    IEnumerable<DocumentTerm> ICatalogRecord<DatasetEntry>.Terms =>
    [
        .. CatalogTerms.Each("owner", Owners),
        .. CatalogTerms.Each("tag", Tags.Concat(Columns.SelectMany(column => column.Tags))),
        .. CatalogTerms.Each("term", Terms.Concat(Columns.SelectMany(column => column.Terms))),
        .. CatalogTerms.Each("pii", PiiKinds),
        .. SearchWords.Terms([Name, Description, .. Tags, .. Owners, .. Terms, .. Columns.SelectMany(column => (IEnumerable<string?>)[column.Name, column.Description, .. column.Tags, .. column.Terms])]),
    ];

    string? ICatalogRecord<DatasetEntry>.Problem => Columns.Any(column => column?.Name is null) ? "a column has no name" : null;

    DatasetEntry ICatalogRecord<DatasetEntry>.At(CatalogStamp stamp) => this with { Stamp = stamp };

    /// <summary>The kinds of personal data that its columns hold, suggested or confirmed.</summary>
    [JsonIgnore]
    internal IEnumerable<string> PiiKinds => Columns.Select(column => column.Pii).Where(pii => pii is { Status: not PiiStatus.Rejected }).Select(pii => pii!.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>What is said of a column; an empty entry when nothing is.</summary>
    /// <param name="name">The column.</param>
    public ColumnEntry Column(string name) => Columns.FirstOrDefault(column => column.Name == name) ?? new ColumnEntry { Name = name };

    /// <summary>The entry with something else said of a column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="change">Makes the new entry of the one that stands.</param>
    public DatasetEntry WithColumn(string name, Func<ColumnEntry, ColumnEntry> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        ColumnEntry column = change(Column(name)) with { Name = name };
        return this with { Columns = [.. Columns.Where(other => other.Name != name).Append(column).OrderBy(other => other.Name, StringComparer.Ordinal)] };
    }

    /// <summary>The entry with every text by the rules.</summary>
    internal DatasetEntry Checked() => this with
    {
        Name = Names.Model(Name),
        Description = CatalogText.Prose(Description),
        Owners = CatalogText.Set(Owners),
        Tags = CatalogText.Set(Tags),
        Terms = CatalogText.Set(Terms),
        Columns = [.. Columns.Select(column => column.Checked())],
        License = CatalogText.Line(License),
        Url = CatalogText.Line(Url),
        Citation = CatalogText.Prose(Citation),
    };
}
