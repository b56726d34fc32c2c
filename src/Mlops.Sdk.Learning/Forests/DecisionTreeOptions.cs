namespace Mlops.Sdk;

/// <summary>Settings of <see cref="DecisionTreeTrainer"/>.</summary>
public sealed record DecisionTreeOptions : StageOptions
{
    /// <summary>Deepest level of the tree; 0 for no limit.</summary>
    /// <value>4.</value>
    public int MaximumDepth { get; init; } = 4;

    /// <summary>Fewest rows in a leaf.</summary>
    /// <value>20.</value>
    public int MinimumRowsPerLeaf { get; init; } = 20;

    /// <summary>Most bins that large nodes see the values of a column in, 2 to 255. Nodes of few rows see the values themselves.</summary>
    /// <value>255.</value>
    public int MaximumBinCount { get; init; } = 255;

    /// <summary>Numeric features that must not lower the prediction when they rise; not with more than two classes.</summary>
    /// <value>None.</value>
    public ValueList<string> Increasing { get; init; }

    /// <summary>Numeric features that must not raise the prediction when they rise; not with more than two classes.</summary>
    /// <value>None.</value>
    public ValueList<string> Decreasing { get; init; }

    /// <summary>Features that may act together on one path: names joined by commas, a group an item. Features in no group stay alone.</summary>
    /// <value>None: all features may act together.</value>
    public ValueList<string> InteractionGroups { get; init; }

    internal ForestOptions ToForest() => new()
    {
        TreeCount = 1, FeatureFraction = 1, Bootstrap = false, MaximumDepth = MaximumDepth, MinimumRowsPerLeaf = MinimumRowsPerLeaf, MaximumBinCount = MaximumBinCount, Increasing = Increasing, Decreasing = Decreasing, InteractionGroups = InteractionGroups,
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => ToForest().Problems();
}
