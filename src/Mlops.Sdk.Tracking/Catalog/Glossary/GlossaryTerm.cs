using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A word of the business and what it means, which datasets and columns refer to.</summary>
public sealed record GlossaryTerm : ICatalogRecord<GlossaryTerm>
{
    /// <summary>The word: one line.</summary>
    public required string Name { get; init; }

    /// <summary>What it means.</summary>
    public required string Definition { get; init; }

    /// <summary>Who answers for the definition.</summary>
    public string? Owner { get; init; }

    /// <summary>Other words for it.</summary>
    public ValueList<string> Synonyms { get; init; } = [];

    /// <summary>Where the record stands; saving asks that it still stands there.</summary>
    [JsonIgnore]
    public CatalogStamp Stamp { get; init; }

    string ICatalogRecord<GlossaryTerm>.Key => Name;

    IEnumerable<DocumentTerm> ICatalogRecord<GlossaryTerm>.Terms =>
    [
        .. CatalogTerms.Each("synonym", Synonyms),
        .. CatalogTerms.Of(("owner", Owner)),
        .. SearchWords.Terms([Name, Definition, .. Synonyms, Owner]),
    ];

    string? ICatalogRecord<GlossaryTerm>.Problem => null;

    GlossaryTerm ICatalogRecord<GlossaryTerm>.At(CatalogStamp stamp) => this with { Stamp = stamp };

    internal GlossaryTerm Checked() => this with
    {
        Name = Names.Key(Name),
        Definition = CatalogText.Prose(string.IsNullOrWhiteSpace(Definition) ? throw new ArgumentException($"The term \"{Name}\" has no definition.", nameof(Definition)) : Definition)!,
        Owner = CatalogText.Line(Owner),
        Synonyms = CatalogText.Set(Synonyms),
    };
}
