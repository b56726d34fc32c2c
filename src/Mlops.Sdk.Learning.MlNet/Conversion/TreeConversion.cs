using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace Mlops.Sdk;

/// <summary>
/// ML.NET's trees as neutral ones. Its prediction adds the leaves alone: tree weights and ensemble bias, though public, play no part in it, nor here. Where a missing value goes is not
/// public; it is read from a private field, and a version in which that field is gone is found out by <see cref="ConversionCheck"/>.
/// </summary>
internal static class TreeConversion
{
    private static readonly FieldInfo? InnerTree = typeof(RegressionTreeBase).GetField("_tree", BindingFlags.Instance | BindingFlags.NonPublic);
    private static readonly FieldInfo? Defaults = InnerTree?.FieldType.GetField("DefaultValueForMissing", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    /// <summary>Adds the trees of a native ensemble to one output.</summary>
    /// <param name="builder">Receives the trees.</param>
    /// <param name="trees">The native trees.</param>
    /// <param name="output">The output they add to.</param>
    /// <param name="missing">What stood for a missing value of each feature while training (NaN for none), or null when the learner handled it.</param>
    public static void Add(TreeEnsembleBuilder builder, IEnumerable<RegressionTreeBase> trees, int output, float[]? missing = null)
    {
        foreach (RegressionTreeBase tree in trees)
            builder.Add(new DecisionTree(Nodes(tree, missing), weight: 1, output));
    }

    /// <summary>The models of the classes, which ML.NET keeps to itself.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_SubModelParameters")]
    public static extern ImmutableArray<object> SubModels(OneVersusAllModelParameters model);

    /// <summary>What a native tree model says it was trained with.</summary>
    public static string InnerOptions(TreeEnsembleModelParameters model) =>
        typeof(TreeEnsembleModelParameters).GetField("InnerOptions", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(model) as string ?? "";

    private static ImmutableArray<TreeNode> Nodes(RegressionTreeBase tree, float[]? missing)
    {
        // A native tree without a split predicts 0, whatever its leaf holds.
        if (tree.NumberOfNodes == 0)
            return [TreeNode.Leaf(0)];
        float[]? defaults = InnerTree?.GetValue(tree) is object inner ? Defaults?.GetValue(inner) as float[] : null;
        List<int> order = [0];
        List<TreeNode> nodes = [];
        for (int at = 0; at < order.Count; at++)
        {
            int native = order[at];
            if (native < 0)
            {
                nodes.Add(TreeNode.Leaf(tree.LeafValues[~native]));
                continue;
            }

            if (tree.CategoricalSplitFlags[native])
                throw new MlopsException("MLO2301", "The native model splits on groups of categories, which this conversion does not read. Train on encoded columns: Pipeline.EncodeCategories().");
            int feature = tree.NumericalSplitFeatureIndexes[native];
            float threshold = tree.NumericalSplitThresholds[native];
            float standIn = missing is not null ? missing[feature] : defaults is not null ? defaults[native] : float.NaN;
            nodes.Add(TreeNode.Split(feature, threshold, order.Count, order.Count + 1, missingGoesLeft: standIn <= threshold));
            order.Add(tree.LeftChild[native]);
            order.Add(tree.RightChild[native]);
        }

        return [.. nodes];
    }
}
