using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Collects trees and makes a <see cref="TreeEnsemble"/> of them.</summary>
public sealed class TreeEnsembleBuilder
{
    private readonly ImmutableArray<DecisionTree>.Builder _trees = ImmutableArray.CreateBuilder<DecisionTree>();
    private readonly double[] _bias;

    /// <summary>Starts an ensemble without trees.</summary>
    /// <param name="featureCount">How many values a row has.</param>
    /// <param name="outputCount">How many scores a row gets: one, or one per class.</param>
    public TreeEnsembleBuilder(int featureCount, int outputCount = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(featureCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputCount, 1);
        FeatureCount = featureCount;
        _bias = new double[outputCount];
    }

    /// <summary>How many values a row has.</summary>
    public int FeatureCount { get; }

    /// <summary>Whether sums are divided by the number of trees.</summary>
    /// <value>Default: false.</value>
    public bool Average { get; init; }

    /// <summary>Whether scores are rounded to single precision.</summary>
    /// <value>Default: false.</value>
    public bool SinglePrecision { get; init; }

    /// <summary>Sets what the score of an output starts from.</summary>
    /// <param name="bias">A finite number.</param>
    /// <param name="output">The output.</param>
    public TreeEnsembleBuilder WithBias(double bias, int output = 0)
    {
        if (!double.IsFinite(bias))
            throw new ArgumentOutOfRangeException(nameof(bias), bias, "The bias must be finite.");
        _bias[output] = bias;
        return this;
    }

    /// <summary>Adds a tree.</summary>
    /// <param name="tree">The tree; its features and its output must exist here.</param>
    public TreeEnsembleBuilder Add(DecisionTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (Fault(tree) is string fault)
            throw new ArgumentException(fault, nameof(tree));
        _trees.Add(tree);
        return this;
    }

    /// <summary>Adds a tree made of nodes.</summary>
    /// <param name="nodes">Nodes; the first is the root, children stand after their parent.</param>
    /// <param name="weight">Factor on the value of each leaf.</param>
    /// <param name="output">Which output the tree adds to.</param>
    public TreeEnsembleBuilder Add(ReadOnlySpan<TreeNode> nodes, double weight = 1, int output = 0) =>
        Add(new DecisionTree([.. nodes], weight, output));

    /// <summary>Makes the ensemble.</summary>
    public TreeEnsemble Build() => new(FeatureCount, [.. _bias], _trees.ToImmutable(), Average, SinglePrecision);

    /// <summary>Why the tree does not fit this ensemble, or null.</summary>
    internal string? Fault(DecisionTree tree)
    {
        if (tree.Output >= _bias.Length)
            return string.Create(CultureInfo.InvariantCulture, $"A tree adds to output {tree.Output}, but there are {_bias.Length}.");
        foreach (TreeNode node in tree.Nodes)
        {
            if (node.Feature >= FeatureCount)
                return string.Create(CultureInfo.InvariantCulture, $"A split asks for feature {node.Feature}, but a row has {FeatureCount}.");
        }

        return null;
    }
}
