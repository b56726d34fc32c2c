using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The last number that a dataset gave to a version. It is written with every version, so that two writers cannot take one number, and it outlives purged versions.</summary>
internal sealed record DatasetCounter : ICatalogRecord<DatasetCounter>
{
    public required string Name { get; init; }

    public required int Last { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public CatalogStamp Stamp { get; init; }

    string ICatalogRecord<DatasetCounter>.Key => Name;

    IEnumerable<DocumentTerm> ICatalogRecord<DatasetCounter>.Terms => [];

    string? ICatalogRecord<DatasetCounter>.Problem => Last < 0 ? "its number is negative" : null;

    DatasetCounter ICatalogRecord<DatasetCounter>.At(CatalogStamp stamp) => this with { Stamp = stamp };
}
