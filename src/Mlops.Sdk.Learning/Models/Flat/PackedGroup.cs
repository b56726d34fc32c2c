namespace Mlops.Sdk;

/// <summary>
/// Eight trees of one output, packed together level by level: their roots are the nodes 0 to 7. What is missing to eight are leaves of value 0,
/// which change no sum. Node indices are 16 bits wide, so a group holds at most 65,536 nodes.
/// </summary>
internal sealed class PackedGroup
{
    /// <summary>Trees in a group; also the rows walked in step in a batch.</summary>
    public const int Width = 8;

    private PackedGroup(PackedNode[] nodes, double[] values, byte[] missingRight, int[] depths, int output)
    {
        Nodes = nodes;
        Values = values;
        MissingRight = missingRight;
        Depths = depths;
        Depth = depths.Max();
        Output = output;
    }

    public PackedNode[] Nodes { get; }

    /// <summary>Weight times value of each leaf; 0 elsewhere.</summary>
    public double[] Values { get; }

    /// <summary>1 where a missing value goes right.</summary>
    public byte[] MissingRight { get; }

    /// <summary>Depth of each tree.</summary>
    public int[] Depths { get; }

    /// <summary>Depth of the deepest tree.</summary>
    public int Depth { get; }

    public int Output { get; }

    /// <summary>Packs up to eight trees, or gives null where the limits of the packed form do not hold.</summary>
    public static PackedGroup? TryPack(ReadOnlySpan<DecisionTree> trees)
    {
        int count = Width - trees.Length;
        foreach (DecisionTree tree in trees)
            count += tree.Nodes.Length;
        if (count > ushort.MaxValue + 1)
            return null;
        Packer packer = new(count);
        int[] depths = new int[Width];
        for (int i = 0; i < Width; i++)
        {
            packer.AddRoot(i < trees.Length ? trees[i] : null);
            depths[i] = i < trees.Length ? trees[i].Depth : 0;
        }

        return packer.Fill() ? new PackedGroup(packer.Nodes, packer.Values, packer.MissingRight, depths, trees[0].Output) : null;
    }

    /// <summary>Lays nodes out in breadth-first order over all trees of the group.</summary>
    private sealed class Packer(int count)
    {
        private readonly (DecisionTree? Tree, int Node)[] _order = new (DecisionTree?, int)[count];
        private int _used;

        public PackedNode[] Nodes { get; } = new PackedNode[count];

        public double[] Values { get; } = new double[count];

        public byte[] MissingRight { get; } = new byte[count];

        public void AddRoot(DecisionTree? tree) => _order[_used++] = (tree, 0);

        public bool Fill()
        {
            for (int at = 0; at < _used; at++)
            {
                (DecisionTree? tree, int index) = _order[at];
                TreeNode node = tree?.Nodes[index] ?? TreeNode.Leaf(0);
                if (node.LeftCategories is not null || node.Feature > ushort.MaxValue)
                    return false;
                if (node.IsLeaf)
                {
                    Nodes[at] = new PackedNode { Threshold = int.MaxValue, Child = (ushort)at };
                    Values[at] = (tree?.Weight ?? 0) * node.Value;
                    continue;
                }

                Nodes[at] = new PackedNode { Threshold = SortableKeys.Of(node.Threshold), Feature = (ushort)node.Feature, Child = (ushort)_used };
                MissingRight[at] = node.MissingGoesLeft ? (byte)0 : (byte)1;
                _order[_used++] = (tree, node.Left);
                _order[_used++] = (tree, node.Right);
            }

            return true;
        }
    }
}
