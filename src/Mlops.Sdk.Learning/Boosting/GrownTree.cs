using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A tree as it grew: splits by bins, leaves as runs of rows.</summary>
internal sealed class GrownTree(int[] rows)
{
    private readonly List<(int Feature, BinSplit? Split, int Left, int Right, long Count)> _nodes = [(-1, null, 0, 0, rows.Length)];

    public List<GrownLeaf> Leaves { get; } = [];

    /// <summary>The rows, leaf after leaf.</summary>
    public int[] Rows => rows;

    public bool IsSplit => _nodes.Count > 1;

    /// <summary>Puts two leaves in the place of one.</summary>
    public void Replace(GrownLeaf parent, BinSplit split, GrownLeaf left, GrownLeaf right)
    {
        left.Node = _nodes.Count;
        right.Node = _nodes.Count + 1;
        left.Asked = right.Asked = [.. parent.Asked, parent.Feature];
        _nodes[parent.Node] = (parent.Feature, split, left.Node, right.Node, parent.Count);
        _nodes.Add((-1, null, 0, 0, left.Count));
        _nodes.Add((-1, null, 0, 0, right.Count));
        Leaves[Leaves.IndexOf(parent)] = left;
        Leaves.Add(right);
    }

    /// <summary>The leaf of a row that may be any of the table, by its bins.</summary>
    public int LeafOf(BinnedFeature[] features, int row)
    {
        int node = 0;
        while (_nodes[node].Split is { } split)
        {
            BinnedFeature feature = features[_nodes[node].Feature];
            int bin = feature.Bins[row];
            bool left = split.LeftBins is { } bins ? Array.BinarySearch(bins, bin) >= 0 : bin == feature.MissingBin ? split.MissingGoesLeft : bin <= split.Bin;
            node = left ? _nodes[node].Left : _nodes[node].Right;
        }

        return node;
    }

    /// <summary>The tree in the neutral form.</summary>
    /// <param name="features">What the bins mean.</param>
    /// <param name="weight">Factor on the leaves.</param>
    /// <param name="output">The output it adds to.</param>
    public DecisionTree ToTree(BinnedFeature[] features, double weight, int output)
    {
        var values = new double[_nodes.Count];
        foreach (GrownLeaf leaf in Leaves) values[leaf.Node] = leaf.Value;
        return new DecisionTree([.. _nodes.Select((node, i) => node.Split is null ? TreeNode.Leaf(values[i], node.Count) : ToNode(node.Feature, node.Split, node.Left, node.Right, node.Count, features[node.Feature]))], weight, output);
    }

    private static TreeNode ToNode(int feature, BinSplit split, int left, int right, long count, BinnedFeature binned)
    {
        if (split.LeftBins is { } bins) return TreeNode.CategorySplit(feature, new CategorySet([.. bins.Select(bin => binned.Levels![bin])]), left, right, split.MissingGoesLeft, count);

        // Beyond the last cut lie all values: such a split parts the missing ones from the others.
        float threshold = split.Bin < binned.Cuts!.Length ? binned.Cuts[split.Bin] : float.PositiveInfinity;
        return TreeNode.Split(feature, threshold, left, right, split.MissingGoesLeft, count);
    }
}
