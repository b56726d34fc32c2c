namespace Mlops.Sdk;

/// <summary>Settings of <see cref="FastForestTrainer"/>.</summary>
public sealed record FastForestOptions : StageOptions
{
    /// <summary>How many trees (a class, if there are more than two).</summary>
    /// <value>100.</value>
    public int TreeCount { get; init; } = 100;

    /// <summary>Most leaves of one tree.</summary>
    /// <value>128.</value>
    public int LeafCount { get; init; } = 128;

    /// <summary>Fewest rows in a leaf.</summary>
    /// <value>Null: 10, and fewer for tables of less than 200 rows.</value>
    public int? MinimumRowsPerLeaf { get; init; }

    /// <summary>Most bins that the values of a column are put into.</summary>
    /// <value>255.</value>
    public int MaximumBinCount { get; init; } = 255;

    /// <summary>Share of the rows that each tree is grown on; above 0, at most 1.</summary>
    /// <value>0.7.</value>
    public double RowFraction { get; init; } = 0.7;

    /// <summary>Share of the columns that each tree sees; above 0, at most 1.</summary>
    /// <value>1.</value>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Share of the columns that each split may choose from; above 0, at most 1.</summary>
    /// <value>0.7.</value>
    public double FeatureFractionPerSplit { get; init; } = 0.7;

    /// <summary>
    /// Classes: into how many parts the training rows are cut to get scores of rows that a forest has not seen, on which the sigmoid that makes probabilities is fitted. 0 fits it on the
    /// scores of the training rows themselves, which costs no further forests and gives probabilities that are too sure.
    /// </summary>
    /// <value>3.</value>
    public int CalibrationFolds { get; init; } = 3;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() =>
    [
        .. OptionRules.AtLeast(nameof(TreeCount), TreeCount, 1),
        .. OptionRules.AtLeast(nameof(LeafCount), LeafCount, 2),
        .. OptionRules.AtLeast(nameof(MinimumRowsPerLeaf), MinimumRowsPerLeaf ?? 1, 1),
        .. OptionRules.Within(nameof(MaximumBinCount), MaximumBinCount, 2, 65_535),
        .. OptionRules.AboveUpTo(nameof(RowFraction), RowFraction, 0, 1),
        .. OptionRules.AboveUpTo(nameof(FeatureFraction), FeatureFraction, 0, 1),
        .. OptionRules.AboveUpTo(nameof(FeatureFractionPerSplit), FeatureFractionPerSplit, 0, 1),
        .. OutOfFoldScores.Problems(CalibrationFolds),
    ];
}
