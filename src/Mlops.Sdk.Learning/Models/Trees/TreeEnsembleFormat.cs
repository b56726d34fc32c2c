using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The binary form of a <see cref="TreeEnsemble"/>, version 1.</summary>
internal static class TreeEnsembleFormat
{
    private const uint Magic = 0x4554_4C4D; // "MLTE"
    private const ushort Version = 1;
    private const string Kind = "tree ensemble";

    [Flags]
    private enum EnsembleFlags : byte
    {
        None = 0,
        Average = 1,
        SinglePrecision = 2,
        Covers = 4,
    }

    [Flags]
    private enum NodeFlags : byte
    {
        None = 0,
        Leaf = 1,
        Categories = 2,
        MissingLeft = 4,
    }

    public static byte[] Write(TreeEnsemble model)
    {
        ModelWriter writer = new(Magic, Version);
        bool covers = model.Trees.Any(tree => tree.Nodes.Any(node => !double.IsNaN(node.Cover)));
        writer.Write((byte)((model.Average ? EnsembleFlags.Average : 0)
            | (model.SinglePrecision ? EnsembleFlags.SinglePrecision : 0)
            | (covers ? EnsembleFlags.Covers : 0)));
        writer.Write(model.FeatureCount);
        writer.Write(model.OutputCount);
        foreach (double bias in model.Bias)
            writer.Write(bias);
        writer.Write(model.Trees.Length);
        foreach (DecisionTree tree in model.Trees)
        {
            writer.Write(tree.Output);
            writer.Write(tree.Weight);
            writer.Write(tree.Nodes.Length);
            foreach (TreeNode node in tree.Nodes)
                WriteNode(writer, node, covers);
        }

        return writer.ToArray();
    }

    public static TreeEnsemble Read(ReadOnlySpan<byte> bytes)
    {
        ModelReader reader = new(bytes, Kind, Magic, Version);
        EnsembleFlags flags = (EnsembleFlags)reader.ReadByte("the flags");
        if ((flags & ~(EnsembleFlags.Average | EnsembleFlags.SinglePrecision | EnsembleFlags.Covers)) != 0)
            throw reader.Fault("the flags hold bits of no known meaning");
        int features = reader.ReadInt32("the number of features");
        if (features < 0)
            throw reader.Fault("the number of features is negative");
        int outputs = reader.ReadCount("the number of outputs", minimum: 1, bytesEach: 8);
        TreeEnsembleBuilder builder = new(features, outputs)
        {
            Average = flags.HasFlag(EnsembleFlags.Average),
            SinglePrecision = flags.HasFlag(EnsembleFlags.SinglePrecision),
        };
        for (int output = 0; output < outputs; output++)
            builder.WithBias(reader.ReadFinite("a bias"), output);
        int trees = reader.ReadCount("the number of trees", minimum: 0, bytesEach: 25);
        for (int i = 0; i < trees; i++)
            builder.Add(ReadTree(ref reader, builder, flags.HasFlag(EnsembleFlags.Covers)));
        reader.End();
        return builder.Build();
    }

    private static DecisionTree ReadTree(ref ModelReader reader, TreeEnsembleBuilder builder, bool covers)
    {
        int output = reader.ReadInt32("the output of a tree");
        double weight = reader.ReadDouble("the weight of a tree");
        int count = reader.ReadCount("the number of nodes of a tree", minimum: 1, bytesEach: 9);
        ImmutableArray<TreeNode>.Builder nodes = ImmutableArray.CreateBuilder<TreeNode>(count);
        for (int i = 0; i < count; i++)
            nodes.Add(ReadNode(ref reader, covers));
        ImmutableArray<TreeNode> list = nodes.MoveToImmutable();
        if (TreeRules.FirstFault(list, weight, output) is string fault)
            throw reader.Fault(fault.TrimEnd('.'));
        DecisionTree tree = new(list, weight, output);
        return builder.Fault(tree) is string misfit ? throw reader.Fault(misfit.TrimEnd('.')) : tree;
    }

    private static void WriteNode(ModelWriter writer, TreeNode node, bool covers)
    {
        NodeFlags flags = (node.IsLeaf ? NodeFlags.Leaf : 0)
            | (node.LeftCategories is not null ? NodeFlags.Categories : 0)
            | (node.MissingGoesLeft ? NodeFlags.MissingLeft : 0);
        writer.Write((byte)flags);
        if (covers)
            writer.Write(node.Cover);
        if (node.IsLeaf)
        {
            writer.Write(node.Value);
            return;
        }

        writer.Write(node.Feature);
        writer.Write(node.Left);
        writer.Write(node.Right);
        if (node.LeftCategories is not CategorySet set)
        {
            writer.Write(node.Threshold);
            return;
        }

        writer.Write(set.Count);
        foreach (int code in set.Span)
            writer.Write(code);
    }

    private static TreeNode ReadNode(ref ModelReader reader, bool covers)
    {
        NodeFlags flags = (NodeFlags)reader.ReadByte("the flags of a node");
        if (flags > (NodeFlags.MissingLeft | NodeFlags.Categories) || (flags.HasFlag(NodeFlags.Leaf) && flags != NodeFlags.Leaf))
            throw reader.Fault("the flags of a node are of no known meaning");
        double cover = covers ? reader.ReadDouble("a cover") : double.NaN;
        if (flags == NodeFlags.Leaf)
            return TreeNode.Leaf(reader.ReadDouble("the value of a leaf"), cover);
        int feature = reader.ReadInt32("the feature of a split");
        if (feature < 0)
            throw reader.Fault("a split asks for a feature below 0");
        int left = reader.ReadInt32("a child");
        int right = reader.ReadInt32("a child");
        bool missingLeft = flags.HasFlag(NodeFlags.MissingLeft);
        return flags.HasFlag(NodeFlags.Categories)
            ? TreeNode.CategorySplit(feature, ReadCategories(ref reader), left, right, missingLeft, cover)
            : TreeNode.Split(feature, reader.ReadSingle("a threshold"), left, right, missingLeft, cover);
    }

    private static CategorySet ReadCategories(ref ModelReader reader)
    {
        int[] codes = new int[reader.ReadCount("the number of categories of a split", minimum: 0, bytesEach: 4)];
        int previous = -1;
        foreach (ref int code in codes.AsSpan())
        {
            code = reader.ReadInt32("a category");
            if (code <= previous)
                throw reader.Fault("the categories of a split are not ascending codes of 0 or more");
            previous = code;
        }

        return new CategorySet(codes);
    }
}
