using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>A grown tree: nodes, children after their parent, and the values of the leaves, one a channel.</summary>
internal sealed class ForestTree(ForestNode[] nodes, double[] values, int[] outside)
{
    public ForestNode[] Nodes => nodes;

    /// <summary>The rows that it did not see, ascending.</summary>
    public int[] Outside => outside;

    /// <summary>Where the values of the leaf of a row begin in <see cref="Values"/>.</summary>
    public int ValuesOf(ForestData data, int row)
    {
        int node = 0;
        while (nodes[node].Feature >= 0) node = nodes[node].GoesLeft(data, row) ? nodes[node].Left : nodes[node].Right;
        return nodes[node].Values;
    }

    public double[] Values => values;

    /// <summary>The tree in the neutral form, for one channel.</summary>
    public DecisionTree ToTree(BinnedFeature[] features, int channel, double center)
    {
        var made = new TreeNode[nodes.Length];
        for (int i = 0; i < made.Length; i++)
            made[i] = nodes[i].Feature < 0 ? TreeNode.Leaf(values[nodes[i].Values + channel] + center, nodes[i].Cover) : ToNode(in nodes[i], features[nodes[i].Feature]);
        return new DecisionTree(ImmutableCollectionsMarshal.AsImmutableArray(made), 1, channel);
    }

    private static TreeNode ToNode(in ForestNode node, BinnedFeature feature)
    {
        if (feature.Levels is { } levels)
        {
            Span<int> left = stackalloc int[256];
            int count = 0;
            for (int bin = 0; bin < levels.Length; bin++)
                if (node.GoesLeft(bin, -1)) left[count++] = levels[bin];
            return TreeNode.CategorySplit(node.Feature, new CategorySet(left[..count]), node.Left, node.Right, false, node.Cover);
        }

        // Beyond the last cut lie all values: such a split parts the missing ones from the others.
        float threshold = node.ByKey ? SortableKeys.ValueOf(node.Key) : node.Bin < feature.Cuts!.Length ? feature.Cuts[node.Bin] : float.PositiveInfinity;
        return TreeNode.Split(node.Feature, threshold, node.Left, node.Right, node.MissingGoesLeft, node.Cover);
    }
}
