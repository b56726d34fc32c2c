using System.Globalization;
using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What somebody said of a dataset, a version or a column; of a version also whether it may be used.</summary>
public sealed record CatalogComment : ICatalogRecord<CatalogComment>
{
    /// <summary>The id: 26 characters that sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>The version; null when it is about the dataset.</summary>
    public int? Version { get; init; }

    /// <summary>The column; null when it is about the whole.</summary>
    public string? Column { get; init; }

    /// <summary>The comment that it answers; null when it begins a thread.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>What was said.</summary>
    public required string Text { get; init; }

    /// <summary>Whether the version may be used, where it is a review.</summary>
    public ReviewVerdict? Verdict { get; init; }

    /// <summary>Who said it.</summary>
    public string? Author { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where the record stands.</summary>
    [JsonIgnore]
    public CatalogStamp Stamp { get; init; }

    string ICatalogRecord<CatalogComment>.Key => $"{Dataset}/{Id}";

    IEnumerable<DocumentTerm> ICatalogRecord<CatalogComment>.Terms =>
    [
        .. CatalogTerms.Of(("dataset", Dataset), ("version", Version is int version ? DatasetVersion.KeyOf(Dataset, version) : null), ("column", Column), ("verdict", Verdict?.ToString()), ("author", Author)),
        .. SearchWords.Terms([Text]),
    ];

    string? ICatalogRecord<CatalogComment>.Problem => null;

    CatalogComment ICatalogRecord<CatalogComment>.At(CatalogStamp stamp) => this with { Stamp = stamp };

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Author ?? "somebody"} at {At.UtcDateTime:yyyy-MM-dd HH:mm}Z on {Dataset}{(Version is int version ? $"/{version}" : "")}{(Column is null ? "" : $", column '{Column}'")}{(Verdict is null ? "" : $" ({Verdict})")}: {Text}");
}

/// <summary>What a review says of a version. The numbers are stored and never change.</summary>
public enum ReviewVerdict
{
    /// <summary>It may be used.</summary>
    Approved = 0,

    /// <summary>It must not be used.</summary>
    Rejected = 1,
}
