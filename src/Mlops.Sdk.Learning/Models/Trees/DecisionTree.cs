using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

/// <summary>
/// One tree of a <see cref="TreeEnsemble"/>: nodes in a flat list, the root first and every child after its parent. Immutable and checked when made,
/// so that walking it always ends.
/// </summary>
public sealed class DecisionTree : IEquatable<DecisionTree>
{
    /// <summary>Makes a tree.</summary>
    /// <param name="nodes">Nodes; the first is the root, children stand after their parent.</param>
    /// <param name="weight">Factor on the value of each leaf.</param>
    /// <param name="output">Which output of the ensemble the tree adds to.</param>
    /// <exception cref="ArgumentException">The nodes do not form one tree, or a number in them is not usable.</exception>
    public DecisionTree(ImmutableArray<TreeNode> nodes, double weight = 1, int output = 0)
    {
        if (TreeRules.FirstFault(nodes, weight, output) is string fault)
            throw new ArgumentException(fault, nameof(nodes));
        Nodes = nodes;
        Weight = weight;
        Output = output;
        Depth = TreeRules.Depth(nodes);
        LeafCount = (nodes.Length + 1) / 2;
    }

    /// <summary>The nodes; the first is the root.</summary>
    public ImmutableArray<TreeNode> Nodes { get; }

    /// <summary>Factor on the value of each leaf.</summary>
    public double Weight { get; }

    /// <summary>Which output of the ensemble the tree adds to.</summary>
    public int Output { get; }

    /// <summary>Splits on the longest way from the root to a leaf.</summary>
    public int Depth { get; }

    /// <summary>Number of leaves.</summary>
    public int LeafCount { get; }

    /// <summary>Index of the leaf that a row falls into.</summary>
    /// <param name="row">Feature values; NaN is missing.</param>
    public int LeafOf(ReadOnlySpan<float> row)
    {
        int node = 0;
        while (!Nodes[node].IsLeaf)
            node = Nodes[node].ChildOf(row[Nodes[node].Feature]);
        return node;
    }

    /// <summary>What the tree adds to the score of a row: the weight times the value of its leaf.</summary>
    /// <param name="row">Feature values; NaN is missing.</param>
    public double Score(ReadOnlySpan<float> row) => Weight * Nodes[LeafOf(row)].Value;

    /// <summary>Draws the tree as indented text, one node a line.</summary>
    /// <param name="featureNames">Names to show instead of indices; may be empty.</param>
    public string Draw(IReadOnlyList<string>? featureNames = null)
    {
        StringBuilder text = new();
        Stack<(int Node, int Indent, string Mark)> open = new([(0, 0, "")]);
        while (open.TryPop(out (int Node, int Indent, string Mark) next))
        {
            TreeNode node = Nodes[next.Node];
            text.Append(' ', 2 * next.Indent).Append(next.Mark).Append(Describe(node, featureNames));
            if (!double.IsNaN(node.Cover))
                text.Append(CultureInfo.InvariantCulture, $"  [{node.Cover:G6} rows]");
            text.Append('\n');
            if (node.IsLeaf)
                continue;
            open.Push((node.Right, next.Indent + 1, "no:  "));
            open.Push((node.Left, next.Indent + 1, "yes: "));
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(DecisionTree? other) =>
        other is not null && Weight.Equals(other.Weight) && Output == other.Output && Nodes.AsSpan().SequenceEqual(other.Nodes.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DecisionTree);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Nodes.Length, Nodes[0], Nodes[^1], Weight, Output);

    /// <inheritdoc/>
    public override string ToString() => Draw();

    private static string Describe(TreeNode node, IReadOnlyList<string>? names)
    {
        if (node.IsLeaf)
            return string.Create(CultureInfo.InvariantCulture, $"{node.Value:G6}");
        string name = names is not null && node.Feature < names.Count ? names[node.Feature] : string.Create(CultureInfo.InvariantCulture, $"f{node.Feature}");
        string missing = node.MissingGoesLeft ? " or missing" : "";
        return node.LeftCategories is CategorySet set
            ? $"{name} in {set}{missing}?"
            : string.Create(CultureInfo.InvariantCulture, $"{name} <= {node.Threshold:G9}{missing}?");
    }
}
