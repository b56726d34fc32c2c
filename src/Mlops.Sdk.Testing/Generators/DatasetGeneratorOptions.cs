namespace Mlops.Sdk;

/// <summary>What <see cref="DatasetGenerator"/> puts into a dataset.</summary>
public sealed record DatasetGeneratorOptions
{
    /// <summary>The share of rows that are missing in the columns that have missing rows; 0 also leaves out the columns in which every row is missing.</summary>
    /// <value>0.15.</value>
    public double MissingFraction { get; init; } = 0.15;

    /// <summary>Whether numbers, integers and timestamps reach the ends of their ranges, with NaN and infinities.</summary>
    /// <value>True.</value>
    public bool Extremes { get; init; } = true;

    /// <summary>Whether names and levels have markup, quotes, line ends, path characters and letters with unusual case rules.</summary>
    /// <value>True.</value>
    public bool HostileNames { get; init; } = true;

    /// <summary>Whether there is a category column <c>label</c> with the label role: <c>no</c> and, in three rows of ten, <c>yes</c>.</summary>
    /// <value>False.</value>
    public bool Label { get; init; }
}
