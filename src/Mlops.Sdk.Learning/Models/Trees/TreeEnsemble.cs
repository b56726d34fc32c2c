using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>
/// A model of trees in a form that belongs to no learner: it can be read, drawn, explained, saved and scored without the library that trained it. The score of an
/// output is its bias plus the trees that add to it, summed in double precision in the order of the trees (divided by their number if <see cref="Average"/>),
/// and rounded to single precision last if <see cref="SinglePrecision"/>. Immutable; safe to share between threads.
/// </summary>
public sealed class TreeEnsemble : IEquatable<TreeEnsemble>
{
    internal TreeEnsemble(int featureCount, ImmutableArray<double> bias, ImmutableArray<DecisionTree> trees, bool average, bool singlePrecision)
    {
        FeatureCount = featureCount;
        Bias = bias;
        Trees = trees;
        Average = average;
        SinglePrecision = singlePrecision;
        HasCovers = !trees.IsEmpty && trees.All(tree => tree.Nodes.All(node => !double.IsNaN(node.Cover)));
    }

    /// <summary>How many values a row has.</summary>
    public int FeatureCount { get; }

    /// <summary>How many scores a row gets: one, or one per class.</summary>
    public int OutputCount => Bias.Length;

    /// <summary>What the score of each output starts from.</summary>
    public ImmutableArray<double> Bias { get; }

    /// <summary>The trees, in the order in which they are summed.</summary>
    public ImmutableArray<DecisionTree> Trees { get; }

    /// <summary>Whether the sum is divided by the number of trees of the output, as in a forest.</summary>
    public bool Average { get; }

    /// <summary>Whether the score is rounded to single precision, as the native learners give it.</summary>
    public bool SinglePrecision { get; }

    /// <summary>Whether every node knows the weight of the training rows that passed through it, which explanations need.</summary>
    public bool HasCovers { get; }

    /// <summary>Scores one row node by node: the plain definition that <see cref="FlatTreeScorer"/> is measured against.</summary>
    /// <param name="row">Feature values; NaN is missing.</param>
    /// <param name="scores">Receives <see cref="OutputCount"/> scores.</param>
    public void Score(ReadOnlySpan<float> row, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, OutputCount);
        Bias.CopyTo(scores);
        foreach (DecisionTree tree in Trees)
            scores[tree.Output] += tree.Score(row);
        for (int output = 0; output < scores.Length; output++)
            scores[output] = TreeScore.Finish(scores[output], Average ? TreeCount(output) : 1, SinglePrecision);
    }

    /// <summary>The same model with covers counted from rows: the weight of those that pass each node, which path-dependent explanations need.</summary>
    /// <param name="rows">Row after row, one value per feature; NaN is missing. Normally the training rows.</param>
    /// <param name="weights">One weight a row; empty: 1 each.</param>
    /// <param name="cancellationToken">Stops the work between trees.</param>
    /// <exception cref="ArgumentException">The rows have not one value per feature, or not one weight each.</exception>
    public TreeEnsemble WithCovers(ReadOnlyMemory<float> rows, ReadOnlyMemory<float> weights = default, CancellationToken cancellationToken = default)
    {
        int count = FeatureCount == 0 ? 0 : rows.Length / FeatureCount;
        if (rows.Length != count * FeatureCount) throw new ArgumentException($"There are {rows.Length} values; rows have {FeatureCount}.", nameof(rows));
        if (!weights.IsEmpty && weights.Length != count) throw new ArgumentException($"There are {weights.Length} weights for {count} rows.", nameof(weights));
        return TreeCovers.Count(this, rows, weights, cancellationToken);
    }

    /// <summary>The model as bytes: little endian, versioned, read back by <see cref="FromBytes"/>.</summary>
    public byte[] ToBytes() => TreeEnsembleFormat.Write(this);

    /// <summary>Reads a model that <see cref="ToBytes"/> wrote. Every index and count is checked, so that a model read scores and ends.</summary>
    /// <param name="bytes">The bytes of one model.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, of another kind or of a later format.</exception>
    public static TreeEnsemble FromBytes(ReadOnlySpan<byte> bytes) => TreeEnsembleFormat.Read(bytes);

    /// <summary>The model as readable JSON, read back by <see cref="FromJson"/>. Numbers have as many digits as the same bits need.</summary>
    /// <param name="featureNames">Names to show beside indices; may be left out.</param>
    public string ToJson(IReadOnlyList<string>? featureNames = null) => TreeEnsembleJson.Write(this, featureNames);

    /// <summary>Reads a model that <see cref="ToJson"/> wrote: equal to the bit. Every index, child, category and number is checked, and a property of no known meaning is refused; names of features are not read.</summary>
    /// <param name="json">The JSON of one model.</param>
    /// <exception cref="InvalidDataException">The text is no such model; the message names the place.</exception>
    public static TreeEnsemble FromJson(string json) => TreeEnsembleJson.Read(json);

    /// <inheritdoc/>
    public bool Equals(TreeEnsemble? other) =>
        other is not null && FeatureCount == other.FeatureCount && Average == other.Average && SinglePrecision == other.SinglePrecision
        && Bias.AsSpan().SequenceEqual(other.Bias.AsSpan()) && Trees.AsSpan().SequenceEqual(other.Trees.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TreeEnsemble);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FeatureCount, OutputCount, Trees.Length, Average, SinglePrecision);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{Trees.Length} trees over {FeatureCount} features, {OutputCount} output(s), at most {(Trees.IsEmpty ? 0 : Trees.Max(tree => tree.LeafCount))} leaves");

    internal int TreeCount(int output)
    {
        int count = 0;
        foreach (DecisionTree tree in Trees)
            count += tree.Output == output ? 1 : 0;
        return count;
    }
}
