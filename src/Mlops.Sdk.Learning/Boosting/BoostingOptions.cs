namespace Mlops.Sdk;

/// <summary>Settings of <see cref="BoostingTrainer"/>.</summary>
public sealed record BoostingOptions : StageOptions
{
    /// <summary>Most trees (a class, if there are more than two).</summary>
    /// <value>100.</value>
    public int TreeCount { get; init; } = 100;

    /// <summary>Most leaves of one tree.</summary>
    /// <value>31.</value>
    public int LeafCount { get; init; } = 31;

    /// <summary>How much of each tree is believed; above 0, at most 1.</summary>
    /// <value>0.1.</value>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Fewest rows in a leaf. Rows count by their share of the second derivatives in the leaf that is split, as in LightGBM: with classes, those of which the model is sure already count for less; with weights, light rows count for less and heavy ones for more, so that a leaf may hold fewer rows than this.</summary>
    /// <value>Null: 20, and fewer for tables of less than 400 rows, from which nothing could be learnt otherwise.</value>
    public int? MinimumRowsPerLeaf { get; init; }

    /// <summary>Deepest level of a tree; 0 for no limit.</summary>
    /// <value>0.</value>
    public int MaximumDepth { get; init; }

    /// <summary>Most bins that the values of a column are put into, 2 to 255. Missing values have one more.</summary>
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

    /// <summary>What is minimised.</summary>
    /// <value>Null: the squared error for numbers, the log loss for classes.</value>
    public BoostingLoss? Loss { get; init; }

    /// <summary>Learning stops when the loss of the rows held back has not fallen for so many trees, and the trees after the best are dropped. 0: never, and no rows are held back.</summary>
    /// <value>0.</value>
    public int EarlyStoppingRounds { get; init; }

    /// <summary>The share of the rows held back for early stopping, of each class alike; above 0, below 1.</summary>
    /// <value>0.1.</value>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>Numeric features that must not lower the score when they rise.</summary>
    /// <value>None.</value>
    public ValueList<string> Increasing { get; init; }

    /// <summary>Numeric features that must not raise the score when they rise.</summary>
    /// <value>None.</value>
    public ValueList<string> Decreasing { get; init; }

    /// <summary>Features that may act together in one tree: names joined by commas, a group an item. Features in no group stay alone.</summary>
    /// <value>None: all features may act together.</value>
    public ValueList<string> InteractionGroups { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (TreeCount < 1) yield return Text($"TreeCount is {TreeCount}; it must be at least 1.");
        if (LeafCount is < 2 or > 131_072) yield return Text($"LeafCount is {LeafCount}; it must be from 2 to 131072.");
        if (!(LearningRate > 0 && LearningRate <= 1)) yield return Text($"LearningRate is {LearningRate}; it must be above 0 and at most 1.");
        if (MinimumRowsPerLeaf < 1) yield return Text($"MinimumRowsPerLeaf is {MinimumRowsPerLeaf}; it must be at least 1.");
        if (MaximumDepth < 0) yield return Text($"MaximumDepth is {MaximumDepth}; it must be at least 0.");
        if (MaximumBinCount is < 2 or > 255) yield return Text($"MaximumBinCount is {MaximumBinCount}; it must be from 2 to 255.");
        if (!(L1Regularization >= 0 && double.IsFinite(L1Regularization))) yield return Text($"L1Regularization is {L1Regularization}; it must be finite and at least 0.");
        if (!(L2Regularization >= 0 && double.IsFinite(L2Regularization))) yield return Text($"L2Regularization is {L2Regularization}; it must be finite and at least 0.");
        if (!(MinimumSplitGain >= 0)) yield return Text($"MinimumSplitGain is {MinimumSplitGain}; it must be at least 0.");
        if (!(MinimumChildWeight >= 0)) yield return Text($"MinimumChildWeight is {MinimumChildWeight}; it must be at least 0.");
        if (!(RowFraction > 0 && RowFraction <= 1)) yield return Text($"RowFraction is {RowFraction}; it must be above 0 and at most 1.");
        if (!(FeatureFraction > 0 && FeatureFraction <= 1)) yield return Text($"FeatureFraction is {FeatureFraction}; it must be above 0 and at most 1.");
        if (EarlyStoppingRounds < 0) yield return Text($"EarlyStoppingRounds is {EarlyStoppingRounds}; it must be at least 0.");
        if (!(ValidationFraction > 0 && ValidationFraction < 1)) yield return Text($"ValidationFraction is {ValidationFraction}; it must be above 0 and below 1.");
        foreach (string name in Increasing.Intersect(Decreasing, StringComparer.Ordinal)) yield return $"'{name}' is both in Increasing and in Decreasing.";
        foreach (string problem in Loss?.Problems() ?? []) yield return problem;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
