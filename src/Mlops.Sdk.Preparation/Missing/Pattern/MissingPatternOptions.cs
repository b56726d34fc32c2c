namespace Mlops.Sdk;

/// <summary>What is told of the pattern of missing values.</summary>
public sealed record MissingPatternOptions
{
    /// <summary>The columns to look at.</summary>
    /// <value>Every feature.</value>
    public ColumnSet Columns { get; init; } = ColumnSet.All;

    /// <summary>How many patterns and pairs of columns are told at most, the most frequent and the strongest; at least 1.</summary>
    /// <value>20.</value>
    public int MostPatterns { get; init => field = Valid.AtLeast(value, 1, nameof(MostPatterns)); } = 20;

    /// <summary>The corrected p-value below which that a column is missing is said to tell the label; above 0, at most 1.</summary>
    /// <value>0.01.</value>
    public double SignificanceLevel { get; init => field = Valid.Share(value, nameof(SignificanceLevel)); } = 0.01;
}
