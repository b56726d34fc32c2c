using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What belongs to the values of a fingerprint and goes when they are erased: the hashes of blocks, and the levels of categories.</summary>
internal sealed record FingerprintDetail : ICatalogRecord<FingerprintDetail>
{
    /// <summary>Beyond so many hashes the blocks are left out; the hashes of the columns stay.</summary>
    public const int MostBlocks = 50_000;

    public required string Fingerprint { get; init; }

    public required ValueList<ColumnDetail> Columns { get; init; }

    [JsonIgnore]
    public CatalogStamp Stamp { get; init; }

    string ICatalogRecord<FingerprintDetail>.Key => Fingerprint;

    IEnumerable<DocumentTerm> ICatalogRecord<FingerprintDetail>.Terms => [];

    string? ICatalogRecord<FingerprintDetail>.Problem => Columns.Any(column => column is null || !DatasetVersion.IsHash(column.Root)) ? "a hash of a column is no SHA-256" : null;

    FingerprintDetail ICatalogRecord<FingerprintDetail>.At(CatalogStamp stamp) => this with { Stamp = stamp };

    public static FingerprintDetail Of(Dataset data, DatasetFingerprint fingerprint)
    {
        bool all = fingerprint.Columns.Sum(column => column.Blocks.Length) <= MostBlocks;
        return new FingerprintDetail
        {
            Fingerprint = fingerprint.Root,
            Columns = [.. fingerprint.Columns.Select((column, i) => new ColumnDetail(column.Name, column.Root, all ? [.. column.Blocks] : [], (data.Columns[i] as CategoryColumn)?.Levels is { } levels ? [.. levels.Names] : null))],
        };
    }
}

/// <summary>What belongs to the values of one column.</summary>
internal sealed record ColumnDetail(string Name, string Root, ValueList<string> Blocks, ValueList<string>? Levels = null);
