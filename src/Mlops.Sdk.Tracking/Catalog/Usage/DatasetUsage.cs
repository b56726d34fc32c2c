using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How often somebody read a dataset.</summary>
public sealed record DatasetUsage : ICatalogRecord<DatasetUsage>
{
    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Who.</summary>
    public required string User { get; init; }

    /// <summary>How often any version was opened.</summary>
    public required long Reads { get; init; }

    /// <summary>When the first time.</summary>
    public required DateTimeOffset FirstRead { get; init; }

    /// <summary>When the last time.</summary>
    public required DateTimeOffset LastRead { get; init; }

    /// <summary>Which version the last time.</summary>
    public required int LastVersion { get; init; }

    /// <summary>Where the record stands.</summary>
    [JsonIgnore]
    public CatalogStamp Stamp { get; init; }

    string ICatalogRecord<DatasetUsage>.Key => KeyOf(Dataset, User);

    IEnumerable<DocumentTerm> ICatalogRecord<DatasetUsage>.Terms => CatalogTerms.Of(("dataset", Dataset), ("user", User));

    string? ICatalogRecord<DatasetUsage>.Problem => Reads < 0 ? "it has negative reads" : null;

    DatasetUsage ICatalogRecord<DatasetUsage>.At(CatalogStamp stamp) => this with { Stamp = stamp };

    internal static string KeyOf(string dataset, string user) => $"{dataset}/{(user.Length <= 500 ? user : user[..500])}";

    internal DatasetUsage Plus(DatasetUsage other) => this with
    {
        Reads = Reads + other.Reads,
        FirstRead = FirstRead <= other.FirstRead ? FirstRead : other.FirstRead,
        LastRead = LastRead >= other.LastRead ? LastRead : other.LastRead,
        LastVersion = LastRead >= other.LastRead ? LastVersion : other.LastVersion,
    };
}
