namespace Mlops.Sdk;

/// <summary>
/// One node of a <see cref="DecisionTree"/>: a leaf with a value, a numeric split (<c>x &lt;= threshold</c> goes left) or a category split
/// (a code in <see cref="LeftCategories"/> goes left). A missing value (NaN) follows <see cref="MissingGoesLeft"/>.
/// </summary>
public readonly record struct TreeNode
{
    private TreeNode(int feature, int left, int right, bool missingGoesLeft, double cover)
    {
        Feature = feature;
        Left = left;
        Right = right;
        MissingGoesLeft = missingGoesLeft;
        Cover = cover;
    }

    /// <summary>Index of the feature that is asked; -1 in a leaf.</summary>
    public int Feature { get; }

    /// <summary>Largest value that goes left; compared in single precision, as the native learners do. 0 unless the split is numeric.</summary>
    public float Threshold { get; private init; }

    /// <summary>Index of the left child within the tree; 0 in a leaf.</summary>
    public int Left { get; }

    /// <summary>Index of the right child within the tree; 0 in a leaf.</summary>
    public int Right { get; }

    /// <summary>Where a missing value goes.</summary>
    public bool MissingGoesLeft { get; }

    /// <summary>The codes that go left, or null when the split is numeric.</summary>
    public CategorySet? LeftCategories { get; private init; }

    /// <summary>What a leaf adds to the score; 0 in a split.</summary>
    public double Value { get; private init; }

    /// <summary>Weight of the training rows that passed through the node, or NaN when it is not known.</summary>
    public double Cover { get; init; }

    /// <summary>True for a leaf.</summary>
    public bool IsLeaf => Feature < 0;

    /// <summary>A leaf.</summary>
    /// <param name="value">What it adds to the score.</param>
    /// <param name="cover">Weight of the training rows in it, if known.</param>
    public static TreeNode Leaf(double value, double cover = double.NaN) =>
        new(-1, 0, 0, false, cover) { Value = value };

    /// <summary>A numeric split: <c>row[feature] &lt;= threshold</c> goes left.</summary>
    /// <param name="feature">Index of the feature.</param>
    /// <param name="threshold">Largest value that goes left.</param>
    /// <param name="left">Index of the left child.</param>
    /// <param name="right">Index of the right child.</param>
    /// <param name="missingGoesLeft">Where NaN goes.</param>
    /// <param name="cover">Weight of the training rows that passed, if known.</param>
    public static TreeNode Split(int feature, float threshold, int left, int right, bool missingGoesLeft = false, double cover = double.NaN) =>
        new(feature, left, right, missingGoesLeft, cover) { Threshold = threshold };

    /// <summary>A category split: a code in <paramref name="leftCategories"/> goes left, every other (an unseen one too) goes right.</summary>
    /// <param name="feature">Index of the feature, which holds category codes.</param>
    /// <param name="leftCategories">The codes that go left.</param>
    /// <param name="left">Index of the left child.</param>
    /// <param name="right">Index of the right child.</param>
    /// <param name="missingGoesLeft">Where NaN goes.</param>
    /// <param name="cover">Weight of the training rows that passed, if known.</param>
    public static TreeNode CategorySplit(int feature, CategorySet leftCategories, int left, int right, bool missingGoesLeft = false, double cover = double.NaN)
    {
        ArgumentNullException.ThrowIfNull(leftCategories);
        return new(feature, left, right, missingGoesLeft, cover) { LeftCategories = leftCategories };
    }

    /// <summary>The child that a value goes to.</summary>
    /// <param name="value">The value of <see cref="Feature"/> in a row.</param>
    /// <returns>Index of the child within the tree.</returns>
    public int ChildOf(float value)
    {
        bool left = float.IsNaN(value) ? MissingGoesLeft
            : LeftCategories is null ? value <= Threshold
            : LeftCategories.Contains(value);
        return left ? Left : Right;
    }
}
