namespace Mlops.Sdk;

/// <summary>Settings of <see cref="ForestTrainer"/>.</summary>
public sealed record ForestOptions : StageOptions
{
    /// <summary>How many trees are averaged.</summary>
    /// <value>100.</value>
    public int TreeCount { get; init; } = 100;

    /// <summary>Share of the columns that each split looks at, drawn anew for each; above 0, at most 1. At least one column that varies is looked at.</summary>
    /// <value>Null: the square root of their number for classes, all of them for numbers.</value>
    public double? FeatureFraction { get; init; }

    /// <summary>Rows that each tree sees, as a share of all; above 0, at most 1. Drawn with replacement if <see cref="Bootstrap"/>, else without.</summary>
    /// <value>1.</value>
    public double RowFraction { get; init; } = 1;

    /// <summary>Whether rows are drawn with replacement, so that each tree leaves about 37 % of them out, by which it is judged.</summary>
    /// <value>Null: true, but for extra trees.</value>
    public bool? Bootstrap { get; init; }

    /// <summary>Extra trees (Geurts, Ernst and Wehenkel 2006): each column that a split looks at is cut at one random place instead of the best.</summary>
    /// <value>false.</value>
    public bool RandomCuts { get; init; }

    /// <summary>Fewest rows in a leaf.</summary>
    /// <value>1. More rows make smaller models.</value>
    public int MinimumRowsPerLeaf { get; init; } = 1;

    /// <summary>Deepest level of a tree; 0 for no limit.</summary>
    /// <value>0.</value>
    public int MaximumDepth { get; init; }

    /// <summary>Most bins that large nodes see the values of a column in, 2 to 255. Nodes of few rows, and all nodes of extra trees, see the values themselves.</summary>
    /// <value>255.</value>
    public int MaximumBinCount { get; init; } = 255;

    /// <summary>Numeric features that must not lower the prediction when they rise; not with more than two classes.</summary>
    /// <value>None.</value>
    public ValueList<string> Increasing { get; init; }

    /// <summary>Numeric features that must not raise the prediction when they rise; not with more than two classes.</summary>
    /// <value>None.</value>
    public ValueList<string> Decreasing { get; init; }

    /// <summary>Features that may act together in one tree: names joined by commas, a group an item. Features in no group stay alone.</summary>
    /// <value>None: all features may act together.</value>
    public ValueList<string> InteractionGroups { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (TreeCount < 1) yield return Text($"TreeCount is {TreeCount}; it must be at least 1.");
        if (FeatureFraction is { } share && !(share > 0 && share <= 1)) yield return Text($"FeatureFraction is {share}; it must be above 0 and at most 1.");
        if (!(RowFraction > 0 && RowFraction <= 1)) yield return Text($"RowFraction is {RowFraction}; it must be above 0 and at most 1.");
        if (MinimumRowsPerLeaf < 1) yield return Text($"MinimumRowsPerLeaf is {MinimumRowsPerLeaf}; it must be at least 1.");
        if (MaximumDepth < 0) yield return Text($"MaximumDepth is {MaximumDepth}; it must be at least 0.");
        if (MaximumBinCount is < 2 or > 255) yield return Text($"MaximumBinCount is {MaximumBinCount}; it must be from 2 to 255.");
        foreach (string name in Increasing.Intersect(Decreasing, StringComparer.Ordinal)) yield return $"'{name}' is both in Increasing and in Decreasing.";
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
