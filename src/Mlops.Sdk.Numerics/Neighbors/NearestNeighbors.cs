namespace Mlops.Sdk.Numerics;

/// <summary>Exact nearest neighbors among fixed points. Equal distances are ordered by index, so the answer does not depend on the method, the processor or the number of threads.</summary>
/// <remarks>
/// Points are rows of a row-major array; every coordinate must be finite. Many points of at most <see cref="TreeDimensions"/> coordinates are kept in a tree (about log n per query),
/// others are scanned eight at a time (n times d per query). The index is immutable and may be asked from many threads.
/// </remarks>
public sealed class NearestNeighbors
{
    /// <summary>The most coordinates for which a tree is used.</summary>
    public const int TreeDimensions = 8;

    private const int QueriesPerTask = 64;

    // With a tree alone: packed points give themselves back.
    private readonly double[] _points;
    private readonly PackedPoints? _packed;
    private readonly KdTree? _tree;

    /// <summary>Indexes points.</summary>
    /// <param name="points">The points, row after row; they are copied.</param>
    /// <param name="dimensions">The coordinates of a point, at least 1.</param>
    /// <param name="metric">The distance.</param>
    /// <param name="search">How neighbors are looked for.</param>
    public NearestNeighbors(ReadOnlySpan<double> points, int dimensions, DistanceMetric metric = DistanceMetric.Euclidean, NeighborSearch search = NeighborSearch.Automatic)
    {
        RequireRows(points, dimensions, nameof(points));
        if (!Enum.IsDefined(search))
            throw new ArgumentOutOfRangeException(nameof(search), search, "No such search.");
        bool tree = search == NeighborSearch.Tree || (search == NeighborSearch.Automatic && TreePays(points.Length, dimensions));
        if (!Enum.IsDefined(metric))
            throw new ArgumentOutOfRangeException(nameof(metric), metric, "No such distance.");
        (Dimensions, Count, Metric) = (dimensions, points.Length / dimensions, metric);
        if (tree)
            (_points, _tree) = (points.ToArray(), new KdTree(points, Count, dimensions));
        else
            (_points, _packed) = ([], new PackedPoints(points, Count, dimensions));
    }

    /// <summary>How many points there are.</summary>
    public int Count { get; }

    /// <summary>How many coordinates a point has.</summary>
    public int Dimensions { get; }

    /// <summary>The distance.</summary>
    public DistanceMetric Metric { get; }

    /// <summary>Whether neighbors are looked for in a tree.</summary>
    public bool UsesTree => _tree is not null;

    /// <summary>The nearest points of each query.</summary>
    /// <param name="queries">The queries, row after row.</param>
    /// <param name="neighbors">How many neighbors, 1 to <see cref="Count"/>.</param>
    /// <param name="maxThreads">The most threads; -1 for as many as there are.</param>
    /// <param name="cancellationToken">Ends the search, within some dozens of queries.</param>
    public NeighborTable Search(ReadOnlyMemory<double> queries, int neighbors, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        RequireRows(queries.Span, Dimensions, nameof(queries));
        return Run(queries, neighbors, Count, self: false, maxThreads, cancellationToken);
    }

    /// <summary>The nearest other points of each point: a point is never its own neighbor, a duplicate of it may be.</summary>
    /// <param name="neighbors">How many neighbors, 1 to <see cref="Count"/> - 1.</param>
    /// <param name="maxThreads">The most threads; -1 for as many as there are.</param>
    /// <param name="cancellationToken">Ends the search, within some dozens of queries.</param>
    public NeighborTable SearchSelf(int neighbors, int maxThreads = -1, CancellationToken cancellationToken = default) =>
        Run(_points, neighbors, Count - 1, self: true, maxThreads, cancellationToken);

    private NeighborTable Run(ReadOnlyMemory<double> queries, int neighbors, int most, bool self, int maxThreads, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(neighbors, most);
        return Metric switch
        {
            DistanceMetric.Euclidean => Run<EuclideanKernel>(queries, neighbors, self, maxThreads, cancellationToken),
            DistanceMetric.Manhattan => Run<ManhattanKernel>(queries, neighbors, self, maxThreads, cancellationToken),
            _ => Run<ChebyshevKernel>(queries, neighbors, self, maxThreads, cancellationToken),
        };
    }

    private NeighborTable Run<TKernel>(ReadOnlyMemory<double> queries, int neighbors, bool self, int maxThreads, CancellationToken cancellationToken)
        where TKernel : IMetricKernel
    {
        int count = self ? Count : queries.Length / Dimensions;
        var table = new NeighborTable(count, neighbors);
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxThreads, CancellationToken = cancellationToken };
        int tasks = (count + QueriesPerTask - 1) / QueriesPerTask;
        Parallel.For(0, tasks, options, () => Lists(neighbors), (task, state, lists) =>
        {
            int first = task * QueriesPerTask, length = Math.Min(QueriesPerTask, count - first);
            ReadOnlySpan<double> rows = self && _packed is not null ? _packed.Rows(first, length) : queries.Span.Slice(first * Dimensions, length * Dimensions);
            for (int i = 0; i < length; i++)
                lists[i].Reset(self ? first + i : -1);
            Answer<TKernel>(rows, lists.AsSpan(0, length), cancellationToken);
            for (int i = 0; i < length; i++)
                lists[i].CopyTo<TKernel>(table.IndexSlot(first + i).Span, table.DistanceSlot(first + i).Span);
            return lists;
        }, _ => { });
        return table;
    }

    private void Answer<TKernel>(ReadOnlySpan<double> rows, ReadOnlySpan<NearestList> lists, CancellationToken cancellationToken)
        where TKernel : IMetricKernel
    {
        if (_tree is null)
        {
            _packed!.Scan<TKernel>(rows, lists, cancellationToken);
            return;
        }

        for (int i = 0; i < lists.Length; i++)
            _tree.Search<TKernel>(rows.Slice(i * Dimensions, Dimensions), lists[i]);
    }

    // From how many points on a tree is faster, building included, by dimensions: measured by `Mlops.Sdk.Benchmarks quick neighbors`.
    private static ReadOnlySpan<int> TreeFromCount => [96, 256, 384, 1536, 4096, 16_384, 49_152, 131_072];

    private static bool TreePays(int length, int dimensions) => dimensions is >= 1 and <= TreeDimensions && length / dimensions >= TreeFromCount[dimensions - 1];

    private static NearestList[] Lists(int neighbors)
    {
        var lists = new NearestList[QueriesPerTask];
        for (int i = 0; i < lists.Length; i++)
            lists[i] = new NearestList(neighbors);
        return lists;
    }

    private static void RequireRows(ReadOnlySpan<double> points, int dimensions, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (points.Length % dimensions != 0)
            throw new ArgumentException($"{points.Length} numbers are no whole rows of {dimensions} coordinates.", name);
        for (int i = 0; i < points.Length; i++)
        {
            if (!double.IsFinite(points[i]))
                throw new ArgumentException($"Coordinate {i % dimensions} of row {i / dimensions} is {points[i]}; every coordinate must be finite.", name);
        }
    }
}
