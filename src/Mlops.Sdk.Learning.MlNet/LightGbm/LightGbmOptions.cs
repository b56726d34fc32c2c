namespace Mlops.Sdk;

/// <summary>How trees are added one after the other.</summary>
public enum LightGbmBoosting
{
    /// <summary>Gradient boosting.</summary>
    Gradient,

    /// <summary>Gradient boosting that drops trees at random while it learns (DART).</summary>
    Dart,

    /// <summary>Gradient boosting on the rows with large gradients and a sample of the others (GOSS).</summary>
    Goss,
}

/// <summary>Settings of <see cref="LightGbmTrainer"/>.</summary>
public sealed record LightGbmOptions : StageOptions
{
    /// <summary>How many trees (a class, if there are more than two).</summary>
    /// <value>100.</value>
    public int TreeCount { get; init; } = 100;

    /// <summary>Most leaves of one tree.</summary>
    /// <value>31.</value>
    public int LeafCount { get; init; } = 31;

    /// <summary>How much of each tree is believed; above 0, at most 1.</summary>
    /// <value>0.1.</value>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Fewest rows in a leaf.</summary>
    /// <value>Null: 20, and fewer for tables of less than 400 rows, from which nothing could be learnt otherwise.</value>
    public int? MinimumRowsPerLeaf { get; init; }

    /// <summary>Deepest level of a tree; 0 for no limit.</summary>
    /// <value>0.</value>
    public int MaximumDepth { get; init; }

    /// <summary>Most bins that the values of a column are put into.</summary>
    /// <value>255.</value>
    public int MaximumBinCount { get; init; } = 255;

    /// <summary>Penalty on the absolute value of leaves.</summary>
    /// <value>0.</value>
    public double L1Regularization { get; init; }

    /// <summary>Penalty on the square of leaves.</summary>
    /// <value>0.01.</value>
    public double L2Regularization { get; init; } = 0.01;

    /// <summary>Least gain of a split.</summary>
    /// <value>0.</value>
    public double MinimumSplitGain { get; init; }

    /// <summary>Least sum of second derivatives in a leaf.</summary>
    /// <value>0.001.</value>
    public double MinimumChildWeight { get; init; } = 0.001;

    /// <summary>Share of the rows that each tree sees, drawn anew for each; above 0, at most 1.</summary>
    /// <value>1.</value>
    public double RowFraction { get; init; } = 1;

    /// <summary>Share of the columns that each tree sees; above 0, at most 1.</summary>
    /// <value>1.</value>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Factor on the rows of the positive class; binary only.</summary>
    /// <value>1.</value>
    public double PositiveWeight { get; init; } = 1;

    /// <summary>How trees are added.</summary>
    /// <value><see cref="LightGbmBoosting.Gradient"/>.</value>
    public LightGbmBoosting Boosting { get; init; } = LightGbmBoosting.Gradient;

    /// <summary>Whether several classes are learnt together (softmax) or each against the rest.</summary>
    /// <value>True.</value>
    public bool UseSoftmax { get; init; } = true;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() =>
    [
        .. OptionRules.AtLeast(nameof(TreeCount), TreeCount, 1),
        .. OptionRules.Within(nameof(LeafCount), LeafCount, 2, 131_072),
        .. OptionRules.AboveUpTo(nameof(LearningRate), LearningRate, 0, 1),
        .. OptionRules.AtLeast(nameof(MinimumRowsPerLeaf), MinimumRowsPerLeaf ?? 1, 1),
        .. OptionRules.AtLeast(nameof(MaximumDepth), MaximumDepth, 0),
        .. OptionRules.Within(nameof(MaximumBinCount), MaximumBinCount, 2, 65_535),
        .. OptionRules.AtLeast(nameof(L1Regularization), L1Regularization, 0),
        .. OptionRules.AtLeast(nameof(L2Regularization), L2Regularization, 0),
        .. OptionRules.AtLeast(nameof(MinimumSplitGain), MinimumSplitGain, 0),
        .. OptionRules.AtLeast(nameof(MinimumChildWeight), MinimumChildWeight, 0),
        .. OptionRules.AboveUpTo(nameof(RowFraction), RowFraction, 0, 1),
        .. OptionRules.AboveUpTo(nameof(FeatureFraction), FeatureFraction, 0, 1),
        .. OptionRules.AboveUpTo(nameof(PositiveWeight), PositiveWeight, 0, 1e6),
        .. Boosting == LightGbmBoosting.Goss && RowFraction < 1 ? ["RowFraction must be 1 with Boosting = Goss, which chooses its own rows."] : Array.Empty<string>(),
    ];
}
