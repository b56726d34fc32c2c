using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>A sample that other points are compared with by their nearest points in it. Of points at one distance the neighbors are those that come first: of distinct points in <see cref="ContentOrder"/>, so that the order of the rows says nothing, of others as they were given.</summary>
internal sealed class NeighborSample
{
    private readonly double[] _points;
    private readonly int _columns;
    private readonly NearestNeighbors _index;

    private NeighborSample(double[] points, int columns, int neighbors)
    {
        (_points, _columns, Neighbors) = (points, columns, neighbors);
        _index = new NearestNeighbors(points, columns);
    }

    /// <summary>How many points there are.</summary>
    public int Count => _index.Count;

    /// <summary>How many neighbors count; 0 with one point.</summary>
    public int Neighbors { get; }

    /// <summary>Indexes points; gives the place of each in the sample, null where all are as they were given.</summary>
    public static (NeighborSample Sample, int[]? Places) Of(ReadOnlyMemory<double>[] columns, int neighbors, bool distinct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PointColumns.RequireRows(columns), 2);
        double[] points = PointColumns.ToRows(columns);
        int[]? places = null;
        if (distinct)
        {
            int[] kept = DistinctPoints.Keep(ref points, columns.Length), order = ContentOrder.Arrange(ref points, columns.Length);
            places = Array.ConvertAll(kept, place => order[place]);
        }

        return (new NeighborSample(points, columns.Length, Math.Min(neighbors, (points.Length / columns.Length) - 1)), places);
    }

    public static NeighborSample Read(BinaryReader reader, int columns)
    {
        double[] points = StoredNumbers.ReadDoubles(reader, "coordinates");
        int count = StoredNumbers.Count(points.Length / columns, 1, int.MaxValue, "points");
        return new NeighborSample(points, columns, StoredNumbers.Count(reader.ReadInt32(), 0, count - 1, "neighbors"));
    }

    public ReadOnlySpan<double> Point(int index) => _points.AsSpan(index * _columns, _columns);

    /// <summary>The neighbors of each point of the sample, itself not among them.</summary>
    public NeighborTable SearchSelf(ParallelOptions parallel) => _index.SearchSelf(Neighbors, parallel.MaxDegreeOfParallelism, parallel.CancellationToken);

    public NeighborTable Search(ReadOnlyMemory<double> rows) => _index.Search(rows, Neighbors, 1);

    /// <summary>The mean squared difference to the neighbors in each coordinate, made to add up to a score.</summary>
    public void Explain(ReadOnlySpan<double> point, double score, Span<double> parts)
    {
        parts.Clear();
        if (Neighbors == 0) return;
        NeighborShares.Add(point, _points, Search(point.ToArray()).IndicesOf(0), parts);
        double total = OrderedSums.Sum(parts);
        if (total > 0) TensorPrimitives.Multiply(parts, score / total, parts);
    }

    public void Write(BinaryWriter writer)
    {
        StoredNumbers.Write(writer, _points);
        writer.Write(Neighbors);
    }
}
