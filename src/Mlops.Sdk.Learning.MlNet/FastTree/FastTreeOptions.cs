namespace Mlops.Sdk;

/// <summary>Settings of <see cref="FastTreeTrainer"/>.</summary>
public sealed record FastTreeOptions : StageOptions
{
    /// <summary>How many trees (a class, if there are more than two).</summary>
    /// <value>100.</value>
    public int TreeCount { get; init; } = 100;

    /// <summary>Most leaves of one tree.</summary>
    /// <value>20.</value>
    public int LeafCount { get; init; } = 20;

    /// <summary>How much of each tree is believed.</summary>
    /// <value>0.2.</value>
    public double LearningRate { get; init; } = 0.2;

    /// <summary>Fewest rows in a leaf.</summary>
    /// <value>Null: 10, and fewer for tables of less than 200 rows.</value>
    public int? MinimumRowsPerLeaf { get; init; }

    /// <summary>Most bins that the values of a column are put into.</summary>
    /// <value>255.</value>
    public int MaximumBinCount { get; init; } = 255;

    /// <summary>Share of the rows that each tree sees; above 0, at most 1.</summary>
    /// <value>1.</value>
    public double RowFraction { get; init; } = 1;

    /// <summary>Share of the columns that each tree sees; above 0, at most 1.</summary>
    /// <value>1.</value>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Share of trees that are left out while the next is learnt (DART); 0 for none.</summary>
    /// <value>0.</value>
    public double DropoutRate { get; init; }

    /// <summary>Whether two classes of different size count alike; binary only.</summary>
    /// <value>False.</value>
    public bool BalanceClasses { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() =>
    [
        .. OptionRules.AtLeast(nameof(TreeCount), TreeCount, 1),
        .. OptionRules.AtLeast(nameof(LeafCount), LeafCount, 2),
        .. OptionRules.AboveUpTo(nameof(LearningRate), LearningRate, 0, 100),
        .. OptionRules.AtLeast(nameof(MinimumRowsPerLeaf), MinimumRowsPerLeaf ?? 1, 1),
        .. OptionRules.Within(nameof(MaximumBinCount), MaximumBinCount, 2, 65_535),
        .. OptionRules.AboveUpTo(nameof(RowFraction), RowFraction, 0, 1),
        .. OptionRules.AboveUpTo(nameof(FeatureFraction), FeatureFraction, 0, 1),
        .. OptionRules.Within(nameof(DropoutRate), DropoutRate, 0, 0.99),
    ];
}
