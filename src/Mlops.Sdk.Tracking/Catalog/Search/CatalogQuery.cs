namespace Mlops.Sdk;

/// <summary>What to look for in the catalog. Conditions that are empty hold for all.</summary>
public sealed record CatalogQuery
{
    /// <summary>Words that must all be found, each as the beginning of a word, in any case and with or without accents: in names, descriptions, columns, tags, owners, terms and comments.</summary>
    /// <value>Null: anything.</value>
    public string? Text { get; init; }

    /// <summary>Tags that it must have, all of them, itself or by a column.</summary>
    /// <value>Empty.</value>
    public ValueList<string> Tags { get; init; } = [];

    /// <summary>Owners, one of which it must have.</summary>
    /// <value>Empty.</value>
    public ValueList<string> Owners { get; init; } = [];

    /// <summary>Kinds of personal data, one of which a column must hold, suggested or confirmed.</summary>
    /// <value>Empty.</value>
    public ValueList<string> Pii { get; init; } = [];

    /// <summary>How many hits to give at most.</summary>
    /// <value>50.</value>
    public int Most { get; init; } = 50;
}
