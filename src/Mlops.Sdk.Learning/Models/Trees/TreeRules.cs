using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What makes a list of nodes a tree; asked by the constructor and by the reader of saved models.</summary>
internal static class TreeRules
{
    /// <summary>The first reason why the nodes are not a usable tree, or null.</summary>
    public static string? FirstFault(ImmutableArray<TreeNode> nodes, double weight, int output)
    {
        if (nodes.IsDefaultOrEmpty)
            return "A tree needs at least one node.";
        if (!double.IsFinite(weight))
            return Text($"The weight of a tree is {weight}; it must be finite.");
        if (output < 0)
            return Text($"A tree adds to output {output}; outputs count from 0.");
        bool[] hasParent = new bool[nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            if (NodeFault(nodes, i) is string fault)
                return fault;
            if (nodes[i].IsLeaf)
                continue;
            if (hasParent[nodes[i].Left] || hasParent[nodes[i].Right])
                return Text($"Node {i} has a child that another node has too; every node but the root has one parent.");
            hasParent[nodes[i].Left] = hasParent[nodes[i].Right] = true;
        }

        int orphan = hasParent.AsSpan(1).IndexOf(false);
        return orphan < 0 ? null : Text($"Node {orphan + 1} is the child of no node.");
    }

    /// <summary>Longest way from the root to a leaf; the nodes are known to be a tree.</summary>
    public static int Depth(ImmutableArray<TreeNode> nodes)
    {
        int[] depth = new int[nodes.Length];
        int deepest = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            deepest = Math.Max(deepest, depth[i]);
            if (!nodes[i].IsLeaf)
                depth[nodes[i].Left] = depth[nodes[i].Right] = depth[i] + 1;
        }

        return deepest;
    }

    private static string? NodeFault(ImmutableArray<TreeNode> nodes, int i)
    {
        TreeNode node = nodes[i];
        if (node.Cover < 0 || double.IsInfinity(node.Cover))
            return Text($"Node {i} has the cover {node.Cover}; it must be 0 or more.");
        if (node.IsLeaf)
            return double.IsFinite(node.Value) ? null : Text($"Leaf {i} has the value {node.Value}; it must be finite.");
        if (node.Left <= i || node.Right <= i || node.Left >= nodes.Length || node.Right >= nodes.Length || node.Left == node.Right)
            return Text($"Node {i} has the children {node.Left} and {node.Right}; they must be two nodes after it, below {nodes.Length}.");
        return float.IsNaN(node.Threshold) ? Text($"Node {i} has no threshold (NaN).") : null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
