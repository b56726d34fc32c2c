using System.Globalization;
using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A version of a dataset in the catalog: which values, from where, made by whom. What it says of the data never changes; it can be set aside, restored, and lose its content by erasure.</summary>
public sealed record DatasetVersion : ICatalogRecord<DatasetVersion>
{
    /// <summary>The dataset.</summary>
    public required string Name { get; init; }

    /// <summary>The number, from 1; a number is given once, also when its version was purged.</summary>
    public required int Version { get; init; }

    /// <summary>The hash of all values (<see cref="DatasetFingerprint.Root"/>).</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The number of rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Names, types and roles of the columns; levels are with the content.</summary>
    public required Schema Schema { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who registered it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The source of the catalog that it came from.</summary>
    public string? Source { get; init; }

    /// <summary>The run that made it (<see cref="Run.Id"/>).</summary>
    public string? RunId { get; init; }

    /// <summary>What it was made of.</summary>
    public ValueList<DatasetParent> Parents { get; init; } = [];

    /// <summary>The stages with their options that made it of its parents, one a line.</summary>
    public string? Pipeline { get; init; }

    /// <summary>A note on this version.</summary>
    public string? Note { get; init; }

    /// <summary>The artifact that holds the content; null when it is not stored here.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>The bytes of that artifact.</summary>
    public long ContentSize { get; init; }

    /// <summary>Where the content is outside of the workspace: a path.</summary>
    public string? Location { get; init; }

    /// <summary>When it was set aside; null when it was not.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Who set it aside.</summary>
    public string? DeletedBy { get; init; }

    /// <summary>When its content was erased; null when it was not.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Who erased its content.</summary>
    public string? ErasedBy { get; init; }

    /// <summary>Why its content was erased.</summary>
    public string? EraseReason { get; init; }

    /// <summary>What it holds that was erased before, when it was registered all the same (<see cref="ErasedValues.Flag"/>); null for nothing.</summary>
    public string? HoldsErased { get; init; }

    /// <summary>Where the record stands.</summary>
    [JsonIgnore]
    public CatalogStamp Stamp { get; init; }

    /// <summary>Names this version.</summary>
    [JsonIgnore]
    public DatasetReference Reference => DatasetReference.To(Name, Version);

    private string State => ErasedAt is not null ? "erased" : DeletedAt is not null ? "deleted" : "live";

    /// <summary>The artifact that is there to be read: none where the content was erased.</summary>
    [JsonIgnore]
    internal string? KeptSha256 => ErasedAt is null ? ContentSha256 : null;

    [JsonIgnore]
    internal string DocumentKey => KeyOf(Name, Version);

    string ICatalogRecord<DatasetVersion>.Key => DocumentKey;

    IEnumerable<DocumentTerm> ICatalogRecord<DatasetVersion>.Terms =>
    [
        .. CatalogTerms.Of(("dataset", Name), ("fingerprint", Fingerprint), ("state", State), ("source", Source), ("run", RunId), ("content", ContentSha256)),
        .. CatalogTerms.Each("parent", Parents.Select(parent => parent.Fingerprint)),
        .. CatalogTerms.Each("parent_version", Parents.Where(parent => parent.Name is not null).Select(parent => parent.ToString())),
        .. CatalogTerms.Each("column", Schema.Take(SearchWords.MostTerms).Select(column => column.Name)),
        .. SearchWords.Terms([.. Schema.Select(column => column.Name), Note]),
    ];

    string? ICatalogRecord<DatasetVersion>.Problem =>
        !CatalogText.IsName(Name) ? "its name has characters that a name cannot have"
        : Version < 1 ? "its version is not from 1 on"
        : !IsHash(Fingerprint) ? "its fingerprint is no SHA-256"
        : ContentSha256 is not null && !IsHash(ContentSha256) ? "the hash of its content is no SHA-256"
        : Rows < 0 || ContentSize < 0 ? "a count is negative"
        : Parents.Any(parent => !IsHash(parent.Fingerprint)) ? "the fingerprint of a parent is no SHA-256"
        : null;

    DatasetVersion ICatalogRecord<DatasetVersion>.At(CatalogStamp stamp) => this with { Stamp = stamp };

    /// <summary><c>loans/3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}/{Version}");

    // Eight digits, so that keys are in the order of the numbers.
    internal static string KeyOf(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"{name}/{version:D8}");

    internal static bool IsHash(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
}
