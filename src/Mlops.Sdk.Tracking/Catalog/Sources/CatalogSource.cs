using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Where data comes from, whose it is, how often it should arrive, and how far it was taken in.</summary>
public sealed record CatalogSource : ICatalogRecord<CatalogSource>
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is: a file, a pattern of files (<c>data/loans-*.csv</c>), or the name of a connection that the host application knows. Never a password: a connection string is refused.</summary>
    public required string Location { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Owner { get; init; }

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>Words to find it by.</summary>
    public ValueList<string> Tags { get; init; } = [];

    /// <summary>How often data should arrive; null when there is no rule.</summary>
    public TimeSpan? Cadence { get; init; }

    /// <summary>How much later than its cadence data may arrive before it is late.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>When it was first described; set by the catalog.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When data last arrived; set by ingestion and by <see cref="DataCatalog.NoteArrivalAsync"/>.</summary>
    public DateTimeOffset? LastArrival { get; init; }

    /// <summary>Up to where it was taken in; set by ingestion. It is a value of the data: null for a principal from whom a part of the catalog is hidden, unless they may take in data.</summary>
    public SourceWatermark? Watermark { get; init; }

    /// <summary>The artifact that lists the files that were taken in; set by ingestion of files.</summary>
    public string? FilesSha256 { get; init; }

    /// <summary>Where the record stands; saving asks that it still stands there.</summary>
    [JsonIgnore]
    public CatalogStamp Stamp { get; init; }

    string ICatalogRecord<CatalogSource>.Key => Name;

    IEnumerable<DocumentTerm> ICatalogRecord<CatalogSource>.Terms =>
    [
        .. CatalogTerms.Of(("owner", Owner)),
        .. CatalogTerms.Each("tag", Tags),
        .. SearchWords.Terms([Name, Description, Location, Owner, .. Tags]),
    ];

    string? ICatalogRecord<CatalogSource>.Problem =>
        !CatalogText.IsName(Name) ? "its name has characters that a name cannot have"
        : Cadence is { Ticks: <= 0 } || Grace < TimeSpan.Zero ? "a duration is not positive"
        : FilesSha256 is not null && !DatasetVersion.IsHash(FilesSha256) ? "the hash of its list of files is no SHA-256"
        : null;

    CatalogSource ICatalogRecord<CatalogSource>.At(CatalogStamp stamp) => this with { Stamp = stamp };

    /// <summary>By when data should have arrived, grace included; null when there is no rule.</summary>
    [JsonIgnore]
    public DateTimeOffset? DueAt => Cadence is TimeSpan cadence ? (LastArrival ?? CreatedAt) + cadence + Grace : null;

    internal CatalogSource Checked()
    {
        if (Cadence is { Ticks: <= 0 }) throw new ArgumentOutOfRangeException(nameof(Cadence), Cadence, "A cadence is longer than nothing.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Grace, TimeSpan.Zero);
        return this with { Name = Names.Model(Name), Location = SourceLocation.Checked(Location), Owner = CatalogText.Line(Owner), Description = CatalogText.Prose(Description), Tags = CatalogText.Set(Tags) };
    }
}

/// <summary>Up to where a source was taken in: the greatest value of a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">What its values are: numbers, integers, moments or texts.</param>
/// <param name="Value">The value by the invariant culture.</param>
public sealed record SourceWatermark(string Column, ColumnType Type, string Value);
