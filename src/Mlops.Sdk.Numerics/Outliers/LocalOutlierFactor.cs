using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>The local outlier factor: how much thinner points lie about a point than about its neighbors (Breunig, Kriegel, Ng and Sander 2000). About 1 within a cluster of any density, more outside.</summary>
/// <remarks>
/// Reachability and densities with exactly k neighbors, as scikit-learn has them: ties are not added, and 1e-10 is added to the mean reachability, so that more duplicates than neighbors have a density of 1e10 and a point beside them a score as immense.
/// On distinct points (duplicates counted once) no density is infinite and no score explodes. New points are scored against the sample and do not change it.
/// </remarks>
public sealed class LocalOutlierFactor : OutlierScorer
{
    private const double LeastReach = 1e-10;

    private readonly double[] _points;
    private readonly NearestNeighbors _index;
    private readonly int _neighbors;
    private readonly double[] _reach;
    private readonly double[] _density;

    private LocalOutlierFactor(int columns, double[] points, NearestNeighbors index, int neighbors, double[] reach, double[] density)
        : base(columns) => (_points, _index, _neighbors, _reach, _density) = (points, index, neighbors, reach, density);

    private protected override ScorerKind Kind => ScorerKind.LocalOutlierFactor;

    /// <summary>Learns the densities of a sample.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="neighbors">How many neighbors, at least 1; all other points where there are fewer.</param>
    /// <param name="distinct">Whether duplicates count as one point.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>The scorer, and the scores of the sample, in which a point is not its own neighbor.</returns>
    public static (LocalOutlierFactor Scorer, double[] Scores) Fit(ReadOnlyMemory<double>[] columns, int neighbors, bool distinct, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PointColumns.RequireRows(columns), 2);
        double[] points = PointColumns.ToRows(columns);
        int[]? places = distinct ? DistinctPoints.Keep(ref points, columns.Length) : null;
        int count = points.Length / columns.Length, used = Math.Min(neighbors, count - 1);
        var index = new NearestNeighbors(points, columns.Length);
        if (used == 0) return (new LocalOutlierFactor(columns.Length, points, index, 0, new double[count], new double[count]), Ones(columns[0].Length));
        NeighborTable table = index.SearchSelf(used, parallel.MaxDegreeOfParallelism, parallel.CancellationToken);
        double[] reach = new double[count], density = new double[count], scores = new double[count];
        for (int i = 0; i < count; i++) reach[i] = table.DistancesOf(i)[^1];
        for (int i = 0; i < count; i++) density[i] = Density(table.IndicesOf(i), table.DistancesOf(i), reach);
        for (int i = 0; i < count; i++) scores[i] = Factor(table.IndicesOf(i), density, density[i]);
        return (new LocalOutlierFactor(columns.Length, points, index, used, reach, density), places is null ? scores : Array.ConvertAll(places, place => scores[place]));
    }

    /// <summary>The mean squared difference to the neighbors in each coordinate: they share the score among them.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        parts[..Columns].Clear();
        if (_neighbors == 0) return;
        NeighborShares.Add(point, _points, _index.Search(point.ToArray(), _neighbors, 1).IndicesOf(0), parts[..Columns]);
        double total = TensorPrimitives.Sum<double>(parts[..Columns]);
        if (total > 0) TensorPrimitives.Multiply(parts[..Columns], Score(point) / total, parts);
    }

    internal static LocalOutlierFactor Read(BinaryReader reader, int columns)
    {
        double[] points = StoredNumbers.ReadDoubles(reader, "coordinates");
        int count = StoredNumbers.Count(points.Length / columns, 1, int.MaxValue, "points"), neighbors = StoredNumbers.Count(reader.ReadInt32(), 0, count - 1, "neighbors");
        return new LocalOutlierFactor(columns, points, new NearestNeighbors(points, columns), neighbors, StoredNumbers.ReadDoubles(reader, "reaches", count), StoredNumbers.ReadDoubles(reader, "densities", count));
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        scores.Fill(1);
        if (_neighbors == 0) return;
        NeighborTable table = _index.Search(rows, _neighbors, 1);
        for (int row = 0; row < scores.Length; row++) scores[row] = Factor(table.IndicesOf(row), _density, Density(table.IndicesOf(row), table.DistancesOf(row), _reach));
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        StoredNumbers.Write(writer, _points);
        writer.Write(_neighbors);
        StoredNumbers.Write(writer, _reach);
        StoredNumbers.Write(writer, _density);
    }

    private static double Density(ReadOnlySpan<int> near, ReadOnlySpan<double> distances, double[] reach)
    {
        double sum = 0;
        for (int i = 0; i < near.Length; i++) sum += Math.Max(distances[i], reach[near[i]]);
        return 1 / ((sum / near.Length) + LeastReach);
    }

    private static double Factor(ReadOnlySpan<int> near, double[] densities, double own)
    {
        double sum = 0;
        foreach (int index in near) sum += densities[index];
        return sum / near.Length / own;
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        ones.AsSpan().Fill(1);
        return ones;
    }
}
