namespace Mlops.Sdk;

/// <summary>What people say of a column of a dataset.</summary>
public sealed record ColumnEntry
{
    /// <summary>The column.</summary>
    public required string Name { get; init; }

    /// <summary>What it means.</summary>
    public string? Description { get; init; }

    /// <summary>Who answers for it.</summary>
    public ValueList<string> Owners { get; init; } = [];

    /// <summary>Words to find it by.</summary>
    public ValueList<string> Tags { get; init; } = [];

    /// <summary>Terms of the glossary that it holds.</summary>
    public ValueList<string> Terms { get; init; } = [];

    /// <summary>Whether and which personal data it holds; null when nothing is known.</summary>
    public PiiClass? Pii { get; init; }

    internal ColumnEntry Checked() => this with
    {
        Description = CatalogText.Prose(Description),
        Owners = CatalogText.Set(Owners),
        Tags = CatalogText.Set(Tags),
        Terms = CatalogText.Set(Terms),
        Pii = Pii is null ? null : Pii with { Kind = Names.Key(Pii.Kind), Evidence = CatalogText.Prose(Pii.Evidence) },
    };
}
