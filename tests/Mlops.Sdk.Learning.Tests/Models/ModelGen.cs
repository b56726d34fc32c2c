using System.Collections.Immutable;
using CsCheck;

namespace Mlops.Sdk.Learning.Tests.Models;

/// <summary>Random trees and rows: thresholds and values come from a small set, so that ties and equal values happen.</summary>
internal static class ModelGen
{
    public static Gen<TreeEnsemble> Ensemble(int features, bool categories) =>
        from outputs in Gen.Int[1, 3]
        from average in Gen.Bool
        from single in Gen.Bool
        from trees in Tree(features, outputs, categories).Array[0, 20]
        from bias in Gen.Double[-1, 1].Array[outputs]
        select Build(features, outputs, average, single, trees, bias);

    public static Gen<float> Value { get; } = Gen.Frequency(
        (8, Gen.Int[-4, 4].Select(x => x / 2f)),
        (1, Gen.Const(float.NaN)),
        (1, Gen.OneOf(Gen.Const(float.PositiveInfinity), Gen.Const(float.NegativeInfinity), Gen.Float)));

    public static Gen<DecisionTree> Tree(int features, int outputs, bool categories) =>
        from splits in Gen.Select(Gen.Int[0, 1000], Gen.Int[0, features - 1], Gen.Int[-4, 4], Gen.Bool, Gen.Int[0, 9]).Array[0, 40]
        from weight in Gen.Double[0.1, 2]
        from output in Gen.Int[0, outputs - 1]
        from leaf in Gen.Double[-3, 3].Array[splits.Length + 1]
        select new DecisionTree(Grow(splits, leaf, categories), weight, output);

    private static TreeEnsemble Build(int features, int outputs, bool average, bool single, DecisionTree[] trees, double[] bias)
    {
        TreeEnsembleBuilder builder = new(features, outputs) { Average = average, SinglePrecision = single };
        foreach (DecisionTree tree in trees)
            builder.Add(tree);
        for (int i = 0; i < outputs; i++)
            builder.WithBias(bias[i], i);
        return builder.Build();
    }

    private static ImmutableArray<TreeNode> Grow((int, int, int, bool, int)[] splits, double[] leaf, bool categories)
    {
        List<TreeNode> nodes = [TreeNode.Leaf(0)];
        List<int> leaves = [0];
        foreach ((int pick, int feature, int threshold, bool missingLeft, int kind) in splits)
        {
            int at = leaves[pick % leaves.Count];
            leaves.Remove(at);
            int left = nodes.Count;
            nodes[at] = categories && kind < 3
                ? TreeNode.CategorySplit(feature, new CategorySet([kind, kind + 2]), left, left + 1, missingLeft)
                : TreeNode.Split(feature, kind == 9 ? float.PositiveInfinity : threshold / 2f, left, left + 1, missingLeft);
            nodes.AddRange([TreeNode.Leaf(0), TreeNode.Leaf(0)]);
            leaves.AddRange([left, left + 1]);
        }

        for (int i = 0; i < leaves.Count; i++)
            nodes[leaves[i]] = TreeNode.Leaf(leaf[i], cover: i + 1);
        return [.. nodes];
    }
}
