namespace Mlops.Sdk;

/// <summary>Rows with the same features but different labels, which no model of these features can all get right.</summary>
/// <remarks>Rows without a label are left out. Exact or estimated as <see cref="DuplicateRows"/> is.</remarks>
public sealed record LabelConflicts
{
    /// <summary>How many different rows of features come with more than one label.</summary>
    public required long Groups { get; init; }

    /// <summary>How many rows those are.</summary>
    public required long Rows { get; init; }

    /// <summary>How far <see cref="Rows"/> may be off; 0 where exact.</summary>
    public required double RowsBound { get; init; }

    /// <summary>The best that a model of these features can reach on these very rows: for classes the accuracy of always naming the most frequent label of the same features, for numbers R^2 of their mean.</summary>
    public required double Ceiling { get; init; }

    /// <summary>How far <see cref="Ceiling"/> may be off; 0 where exact.</summary>
    public required double CeilingBound { get; init; }

    /// <summary>Whether <see cref="Ceiling"/> is an accuracy; otherwise it is R^2.</summary>
    public required bool IsAccuracy { get; init; }

    /// <summary>Whether the numbers are exact.</summary>
    public required bool IsExact { get; init; }
}
