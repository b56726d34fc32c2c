using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Counts how many rows pass each node of each tree.</summary>
internal static class TreeCovers
{
    /// <summary>The model with covers: the sum of the weights of the rows that pass.</summary>
    public static TreeEnsemble Count(TreeEnsemble model, ReadOnlyMemory<float> rows, ReadOnlyMemory<float> weights, CancellationToken cancellationToken)
    {
        var trees = new DecisionTree[model.Trees.Length];
        Parallel.For(0, trees.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => trees[i] = Count(model.Trees[i], rows.Span, weights.Span, model.FeatureCount));
        return new TreeEnsemble(model.FeatureCount, model.Bias, [.. trees], model.Average, model.SinglePrecision);
    }

    private static DecisionTree Count(DecisionTree tree, ReadOnlySpan<float> rows, ReadOnlySpan<float> weights, int width)
    {
        var covers = new double[tree.Nodes.Length];
        for (int row = 0, start = 0; start < rows.Length; row++, start += width)
            covers[tree.LeafOf(rows.Slice(start, width))] += weights.IsEmpty ? 1 : weights[row];

        // Children stand after their parent, so one pass from the end adds them up.
        for (int node = covers.Length - 1; node >= 0; node--)
            if (!tree.Nodes[node].IsLeaf) covers[node] = covers[tree.Nodes[node].Left] + covers[tree.Nodes[node].Right];
        ImmutableArray<TreeNode> nodes = [.. tree.Nodes.Select((node, index) => node with { Cover = covers[index] })];
        return new DecisionTree(nodes, tree.Weight, tree.Output);
    }
}
