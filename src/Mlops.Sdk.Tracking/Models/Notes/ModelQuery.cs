namespace Mlops.Sdk;

/// <summary>Which registered versions to look for. Conditions that are null hold for all.</summary>
public sealed record ModelQuery
{
    /// <summary>The name of the model.</summary>
    public string? Name { get; init; }

    /// <summary>A part of the name, or of a description of the model or the version, upper and lower case alike.</summary>
    public string? Text { get; init; }

    /// <summary>A tag that the model or the version has, of the notes or of the registration.</summary>
    public string? Tag { get; init; }

    /// <summary>The value that the tag has; null for any.</summary>
    public string? TagValue { get; init; }

    /// <summary>The stage that the version is in.</summary>
    public ModelStage? Stage { get; init; }

    /// <summary>An alias that points to the version.</summary>
    public string? Alias { get; init; }

    /// <summary>Behind which version the page begins.</summary>
    /// <value>Null: at the first.</value>
    public ModelReference? After { get; init; }

    /// <summary>How many versions to give at most, 1 to 10,000.</summary>
    /// <value>100.</value>
    public int Most { get; init; } = 100;
}
