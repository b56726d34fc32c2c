using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>A grown tree as it stands in its grower, until that grows the next: nodes, children after their parent, and the values of the leaves, one a channel.</summary>
internal readonly ref struct ForestTree(ForestData data, ReadOnlySpan<ForestNode> nodes, ReadOnlySpan<double> values, int[] outside)
{
    private readonly ReadOnlySpan<ForestNode> _nodes = nodes;
    private readonly ReadOnlySpan<double> _values = values;

    /// <summary>The rows that it did not see, ascending.</summary>
    public int[] Outside => outside;

    /// <summary>What it says of each of the rows that it did not see, channel after channel.</summary>
    public double[] SayOutside()
    {
        int channels = data.Channels;
        var said = new double[outside.Length * channels];
        for (int i = 0; i < outside.Length; i++)
        {
            int node = 0;
            while (_nodes[node].Feature >= 0) node = _nodes[node].GoesLeft(data, outside[i]) ? _nodes[node].Left : _nodes[node].Right;
            _values.Slice(_nodes[node].Values, channels).CopyTo(said.AsSpan(i * channels));
        }

        return said;
    }

    /// <summary>The tree in the neutral form, for one channel.</summary>
    public DecisionTree ToTree(int channel)
    {
        var made = new TreeNode[_nodes.Length];
        for (int i = 0; i < made.Length; i++)
            made[i] = _nodes[i].Feature < 0 ? TreeNode.Leaf(_values[_nodes[i].Values + channel] + data.Center, _nodes[i].Cover) : ToNode(in _nodes[i], data.Features[_nodes[i].Feature]);
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
