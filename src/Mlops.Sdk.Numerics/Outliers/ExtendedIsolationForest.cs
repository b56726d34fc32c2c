namespace Mlops.Sdk.Numerics;

/// <summary>An isolation forest whose cuts are planes in random directions, so that its score follows the shape of the data and not the axes (Hariri, Kind and Brunner 2021).</summary>
/// <remarks>
/// The columns should have one unit. A cut has a normal of standard normal numbers in extension + 1 random columns, through a random point of the box of its sample. Scores as <see cref="IsolationForest"/>; n times trees times depth times columns steps.
/// </remarks>
public sealed class ExtendedIsolationForest : OutlierScorer
{
    private readonly IsolationTrees _trees;
    private readonly int[] _cuts;
    private readonly double[] _planes;

    private ExtendedIsolationForest(int columns, IsolationTrees trees, int[] cuts, double[] planes)
        : base(columns) => (_trees, _cuts, _planes) = (trees, cuts, planes);

    private protected override ScorerKind Kind => ScorerKind.ExtendedIsolationForest;

    /// <summary>Grows a forest.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="treeCount">How many trees, at least 1.</param>
    /// <param name="sampleSize">How many points each tree is grown from, 2 to 16,384; all where there are fewer.</param>
    /// <param name="extension">In how many columns but one a cut may slope: 0 cuts along the axes; all but one where there are fewer columns.</param>
    /// <param name="random">Where chance comes from; each tree has a child stream of its own.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static ExtendedIsolationForest Fit(ReadOnlyMemory<double>[] columns, int treeCount, int sampleSize, int extension, RandomStream random, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentOutOfRangeException.ThrowIfNegative(extension);
        IsolationTrees trees = IsolationTrees.Plan(treeCount, sampleSize, PointColumns.RequireRows(columns));
        var planes = new double[treeCount][];
        int[] cuts = new int[treeCount * trees.Inner];
        Parallel.For(0, treeCount, parallel, () => new PlaneTreeGrower(columns, trees, extension), (tree, _, grower) =>
        {
            planes[tree] = grower.Grow(random.Split(tree), cuts.AsSpan(tree * trees.Inner, trees.Inner), trees.LengthsOf(tree));
            return grower;
        }, _ => { });

        // The trees count their planes from 0; in the forest they lie one after another.
        for (int tree = 0, before = 0; tree < treeCount; before += planes[tree++].Length / (columns.Length + 1))
        {
            foreach (ref int cut in cuts.AsSpan(tree * trees.Inner, trees.Inner))
                if (cut >= 0) cut += before;
        }

        return new ExtendedIsolationForest(columns.Length, trees, cuts, [.. planes.SelectMany(plane => plane)]);
    }

    /// <summary>As <see cref="IsolationForest.Explain"/>, each cut shared among its columns by how far the point lies along each from where the plane crosses it.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        parts[..Columns].Clear();
        for (int tree = 0; tree < _trees.Count; tree++)
        {
            ReadOnlySpan<double> lengths = _trees.LengthsOf(tree);
            for (int node = 0; node < _trees.Inner && _cuts[(tree * _trees.Inner) + node] is var cut and >= 0;)
            {
                ReadOnlySpan<double> plane = Plane(cut);
                double total = 0;
                for (int c = 0; c < Columns; c++) total += Math.Abs(plane[c] * point[c]);
                int next = (2 * node) + (IsBeyond(plane, point) ? 2 : 1);
                double gain = (lengths[node] - lengths[next]) / (_trees.Count * _trees.Usual);
                for (int c = 0; c < Columns && total > 0; c++) parts[c] += gain * Math.Abs(plane[c] * point[c]) / total;
                node = next;
            }
        }
    }

    internal static ExtendedIsolationForest Read(BinaryReader reader, int columns)
    {
        IsolationTrees trees = IsolationTrees.Read(reader);
        double[] planes = StoredNumbers.ReadDoubles(reader, "planes");
        if (planes.Length % (columns + 1) != 0) throw new InvalidDataException($"{planes.Length} numbers are no planes of {columns} columns.");
        return new ExtendedIsolationForest(columns, trees, StoredNumbers.ReadIntegers(reader, "cuts", -1, (planes.Length / (columns + 1)) - 1, (long)trees.Count * trees.Inner), planes);
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        scores.Clear();
        for (int tree = 0; tree < _trees.Count; tree++)
        {
            ReadOnlySpan<int> cuts = _cuts.AsSpan(tree * _trees.Inner, _trees.Inner);
            ReadOnlySpan<double> lengths = _trees.LengthsOf(tree), values = rows.Span;
            for (int row = 0; row < scores.Length; row++)
            {
                ReadOnlySpan<double> point = values.Slice(row * Columns, Columns);
                int node = 0;
                while (node < cuts.Length && cuts[node] >= 0) node = (2 * node) + (IsBeyond(Plane(cuts[node]), point) ? 2 : 1);
                scores[row] += lengths[node];
            }
        }

        foreach (ref double score in scores) score = _trees.ToScore(score);
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        _trees.WriteTo(writer);
        StoredNumbers.Write(writer, _planes);
        StoredNumbers.Write(writer, _cuts);
    }

    private ReadOnlySpan<double> Plane(int cut) => _planes.AsSpan(cut * (Columns + 1), Columns + 1);

    private bool IsBeyond(ReadOnlySpan<double> plane, ReadOnlySpan<double> point) => OrderedSums.Dot(plane[..Columns], point) > plane[Columns];
}
