using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>The distance to the nearest neighbors in a sample: far from all others is an outlier (Ramaswamy, Rastogi and Shim 2000).</summary>
/// <remarks>Exact neighbors by <see cref="NearestNeighbors"/>; the columns should have one unit. A point of the sample is its own nearest neighbor when it is scored again, but not in the scores that <see cref="Fit"/> gives.</remarks>
public sealed class NeighborDistance : OutlierScorer
{
    private readonly double[] _points;
    private readonly NearestNeighbors _index;
    private readonly int _neighbors;
    private readonly NeighborStatistic _statistic;

    private NeighborDistance(int columns, double[] points, int neighbors, NeighborStatistic statistic, DistanceMetric metric)
        : base(columns)
    {
        (_points, _neighbors, _statistic) = (points, neighbors, statistic);
        _index = new NearestNeighbors(points, columns, metric);
    }

    private protected override ScorerKind Kind => ScorerKind.NeighborDistance;

    /// <summary>Indexes a sample.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="neighbors">How many neighbors, at least 1; all other points where there are fewer.</param>
    /// <param name="statistic">What is made of their distances.</param>
    /// <param name="metric">The distance.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>The scorer, and the scores of the sample, in which a point is not its own neighbor.</returns>
    public static (NeighborDistance Scorer, double[] Scores) Fit(ReadOnlyMemory<double>[] columns, int neighbors, NeighborStatistic statistic, DistanceMetric metric, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        int rows = PointColumns.RequireRows(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        var scorer = new NeighborDistance(columns.Length, PointColumns.ToRows(columns), Math.Min(neighbors, rows - 1), statistic, metric);
        NeighborTable table = scorer._index.SearchSelf(scorer._neighbors, parallel.MaxDegreeOfParallelism, parallel.CancellationToken);
        var scores = new double[rows];
        for (int row = 0; row < rows; row++) scores[row] = scorer.Summarize(table.DistancesOf(row));
        return (scorer, scores);
    }

    /// <summary>The squared difference to the neighbors in each coordinate, meant over those that count: they share the score among them.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        NeighborTable table = _index.Search(point.ToArray(), _neighbors, 1);
        ReadOnlySpan<int> near = table.IndicesOf(0);
        NeighborShares.Add(point, _points, _statistic == NeighborStatistic.Largest ? near[^1..] : near, parts[..Columns]);
        double total = OrderedSums.Sum(parts[..Columns]);
        if (total > 0) TensorPrimitives.Multiply(parts[..Columns], Summarize(table.DistancesOf(0)) / total, parts);
    }

    internal static NeighborDistance Read(BinaryReader reader, int columns)
    {
        double[] points = StoredNumbers.ReadDoubles(reader, "coordinates");
        int rows = StoredNumbers.Count(points.Length / columns, 2, int.MaxValue, "points"), neighbors = StoredNumbers.Count(reader.ReadInt32(), 1, rows - 1, "neighbors");
        var (statistic, metric) = ((NeighborStatistic)reader.ReadByte(), (DistanceMetric)reader.ReadByte());
        if (!Enum.IsDefined(statistic)) throw new InvalidDataException($"There is no statistic {statistic}.");
        return new NeighborDistance(columns, points, neighbors, statistic, metric);
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        NeighborTable table = _index.Search(rows, _neighbors, 1);
        for (int row = 0; row < scores.Length; row++) scores[row] = Summarize(table.DistancesOf(row));
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        StoredNumbers.Write(writer, _points);
        writer.Write(_neighbors);
        writer.Write((byte)_statistic);
        writer.Write((byte)_index.Metric);
    }

    private double Summarize(ReadOnlySpan<double> distances) => _statistic switch
    {
        NeighborStatistic.Mean => OrderedSums.Sum(distances) / distances.Length,
        NeighborStatistic.Median => Quantiles.OfSorted(distances, 0.5),
        _ => distances[^1],
    };
}
