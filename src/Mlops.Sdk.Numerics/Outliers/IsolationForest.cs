using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>An isolation forest: points that few random cuts set apart from a small sample are outliers (Liu, Ting and Zhou 2008).</summary>
/// <remarks>
/// Each tree cuts a sample without replacement at random values of random columns, at most ceil(log2 of the sample) deep. The score is 2^(-mean depth / c(sample)): near 1 far out, about 0.5 for most, less in the middle.
/// A missing coordinate goes where most of the sample went at that cut. Trees are laid out as full heaps, so that a walk has no branch: n times trees times depth steps, some hundred kB for the defaults.
/// </remarks>
public sealed class IsolationForest : OutlierScorer
{
    internal const int MostSample = 1 << 14;

    private readonly IsolationTrees _trees;
    private readonly int[] _features;
    private readonly int[] _withMissing;
    private readonly double[] _thresholds;

    internal IsolationForest(int columns, IsolationTrees trees, int[] withMissing, double[] thresholds)
        : base(columns)
    {
        _trees = trees;
        _withMissing = withMissing;
        _thresholds = thresholds;
        _features = Array.ConvertAll(withMissing, feature => feature < columns ? feature : feature - columns);
    }

    /// <inheritdoc/>
    public override bool AcceptsMissing => true;

    /// <summary>How many trees there are.</summary>
    public int TreeCount => _trees.Count;

    private protected override ScorerKind Kind => ScorerKind.IsolationForest;

    /// <summary>Grows a forest.</summary>
    /// <param name="columns">The coordinates of the points, NaN where missing.</param>
    /// <param name="treeCount">How many trees, at least 1.</param>
    /// <param name="sampleSize">How many points each tree is grown from, 2 to 16,384; all where there are fewer.</param>
    /// <param name="random">Where chance comes from; each tree has a child stream of its own.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static IsolationForest Fit(ReadOnlyMemory<double>[] columns, int treeCount, int sampleSize, RandomStream random, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(parallel);
        int rows = PointColumns.RequireRows(columns);
        IsolationTrees trees = IsolationTrees.Plan(treeCount, sampleSize, rows);
        int[] features = new int[trees.Count * trees.Inner];
        double[] thresholds = new double[features.Length];
        (int Feature, double Place)[] first = FirstCuts(treeCount, columns.Length, random.Split("first"));
        Parallel.For(0, treeCount, parallel, () => new IsolationTreeGrower(columns, trees), (tree, _, grower) =>
        {
            grower.Grow(random.Split(tree), first[tree].Feature, first[tree].Place, features.AsSpan(tree * trees.Inner, trees.Inner), thresholds.AsSpan(tree * trees.Inner, trees.Inner), trees.LengthsOf(tree));
            return grower;
        }, _ => { });
        return new IsolationForest(columns.Length, trees, features, thresholds);
    }

    /// <summary>How many cuts of each column shortened the way of the point, and by how much: they add up to 1 - mean depth / c(sample), the score being 2 to the power of that less 1.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        parts[..Columns].Clear();
        double[] row = WithCopies(point, 1);
        for (int tree = 0; tree < _trees.Count; tree++)
        {
            ReadOnlySpan<double> lengths = _trees.LengthsOf(tree);
            for (int node = 0; node < _trees.Inner;)
            {
                int at = (tree * _trees.Inner) + node, next = (2 * node) + (row[_withMissing[at]] > _thresholds[at] ? 2 : 1);
                parts[_features[at]] -= (lengths[next] - lengths[node]) / (_trees.Count * _trees.Usual);
                node = next;
            }
        }
    }

    internal static IsolationForest Read(BinaryReader reader, int columns)
    {
        IsolationTrees trees = IsolationTrees.Read(reader);
        int[] features = StoredNumbers.ReadIntegers(reader, "features of cuts", 0, (2 * columns) - 1, (long)trees.Count * trees.Inner);
        return new IsolationForest(columns, trees, features, StoredNumbers.ReadDoubles(reader, "cuts", features.Length, infinite: true));
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        ReadOnlySpan<double> values = rows.Span;
        bool missing = HasMissing(values);
        scores.Clear();
        if (missing) Walk(WithCopies(values, scores.Length), 2 * Columns, _withMissing, scores);
        else Walk(values, Columns, _features, scores);
        foreach (ref double score in scores) score = _trees.ToScore(score);
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        _trees.WriteTo(writer);
        StoredNumbers.Write(writer, _withMissing);
        StoredNumbers.Write(writer, _thresholds);
    }

    // Every column as often as every other, and within it every part of the range.
    private static (int Feature, double Place)[] FirstCuts(int trees, int columns, RandomStream random)
    {
        var cuts = new (int, double)[trees];
        int[] order = random.Permutation(columns), parts = random.Permutation((trees + columns - 1) / columns);
        for (int tree = 0; tree < trees; tree++)
        {
            int column = tree % columns, part = parts[((tree / columns) + column) % parts.Length];
            cuts[tree] = (order[column], (part + random.NextDouble()) / parts.Length);
        }

        return cuts;
    }

    // Each row twice: NaN goes left as it is (no comparison holds), and right as infinity.
    private double[] WithCopies(ReadOnlySpan<double> rows, int count)
    {
        double[] copies = new double[2 * Columns * count];
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<double> values = rows.Slice(row * Columns, Columns);
            Span<double> target = copies.AsSpan(row * 2 * Columns, 2 * Columns);
            values.CopyTo(target);
            for (int c = 0; c < Columns; c++) target[Columns + c] = double.IsNaN(values[c]) ? double.PositiveInfinity : values[c];
        }

        return copies;
    }

    private static bool HasMissing(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (double.IsNaN(value)) return true;
        return false;
    }

    // Four walks at once hide the latency of each other's loads.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Walk(ReadOnlySpan<double> rows, int width, int[] features, Span<double> sums)
    {
        int depth = _trees.Depth, inner = _trees.Inner;
        for (int tree = 0; tree < _trees.Count; tree++)
        {
            ref int feature = ref MemoryMarshal.GetReference(features.AsSpan(tree * inner, inner));
            ref double threshold = ref MemoryMarshal.GetReference(_thresholds.AsSpan(tree * inner, inner));
            ReadOnlySpan<double> lengths = _trees.LengthsOf(tree);
            ref double x = ref MemoryMarshal.GetReference(rows);
            int row = 0;
            for (; row + 4 <= sums.Length; row += 4, x = ref Unsafe.Add(ref x, 4 * width))
            {
                ref double x1 = ref Unsafe.Add(ref x, width);
                ref double x2 = ref Unsafe.Add(ref x1, width);
                ref double x3 = ref Unsafe.Add(ref x2, width);
                int n0 = 0, n1 = 0, n2 = 0, n3 = 0;
                for (int level = 0; level < depth; level++)
                {
                    n0 = (2 * n0) + 1 + (Unsafe.Add(ref x, Unsafe.Add(ref feature, n0)) > Unsafe.Add(ref threshold, n0) ? 1 : 0);
                    n1 = (2 * n1) + 1 + (Unsafe.Add(ref x1, Unsafe.Add(ref feature, n1)) > Unsafe.Add(ref threshold, n1) ? 1 : 0);
                    n2 = (2 * n2) + 1 + (Unsafe.Add(ref x2, Unsafe.Add(ref feature, n2)) > Unsafe.Add(ref threshold, n2) ? 1 : 0);
                    n3 = (2 * n3) + 1 + (Unsafe.Add(ref x3, Unsafe.Add(ref feature, n3)) > Unsafe.Add(ref threshold, n3) ? 1 : 0);
                }

                sums[row] += lengths[n0];
                sums[row + 1] += lengths[n1];
                sums[row + 2] += lengths[n2];
                sums[row + 3] += lengths[n3];
            }

            for (; row < sums.Length; row++, x = ref Unsafe.Add(ref x, width))
            {
                int node = 0;
                for (int level = 0; level < depth; level++) node = (2 * node) + 1 + (Unsafe.Add(ref x, Unsafe.Add(ref feature, node)) > Unsafe.Add(ref threshold, node) ? 1 : 0);
                sums[row] += lengths[node];
            }
        }
    }
}
