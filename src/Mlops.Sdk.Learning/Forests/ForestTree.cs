namespace Mlops.Sdk;

/// <summary>A grown tree: nodes, children after their parent, and the values of the leaves, one a channel.</summary>
internal sealed class ForestTree(ForestNode[] nodes, double[] values, int[] outside)
{
    public ForestNode[] Nodes => nodes;

    /// <summary>The rows that it did not see, ascending.</summary>
    public int[] Outside => outside;

    /// <summary>Where the values of the leaf of a row begin in <see cref="Values"/>.</summary>
    public int ValuesOf(BinnedFeature[] features, int row)
    {
        int node = 0;
        while (nodes[node].Feature is var asked and >= 0)
            node = nodes[node].GoesLeft(features[asked].Bins[row], features[asked].MissingBin) ? nodes[node].Left : nodes[node].Right;
        return nodes[node].Values;
    }

    public double[] Values => values;

    /// <summary>The tree in the neutral form, for one channel.</summary>
    public DecisionTree ToTree(BinnedFeature[] features, int channel, double center) =>
        new([.. nodes.Select(node => node.Feature < 0 ? TreeNode.Leaf(values[node.Values + channel] + center, node.Cover) : ToNode(node, features[node.Feature]))], 1, channel);

    private static TreeNode ToNode(ForestNode node, BinnedFeature feature)
    {
        if (feature.Levels is { } levels)
            return TreeNode.CategorySplit(node.Feature, new CategorySet([.. Enumerable.Range(0, levels.Length).Where(bin => node.GoesLeft(bin, -1)).Select(bin => levels[bin])]), node.Left, node.Right, false, node.Cover);

        // Beyond the last cut lie all values: such a split parts the missing ones from the others.
        float threshold = node.Bin < feature.Cuts!.Length ? feature.Cuts[node.Bin] : float.PositiveInfinity;
        return TreeNode.Split(node.Feature, threshold, node.Left, node.Right, node.MissingGoesLeft, node.Cover);
    }
}
