namespace Mlops.Sdk.Numerics;

/// <summary>The nearest points of many queries.</summary>
public sealed class NeighborTable
{
    private readonly int[] _indices;
    private readonly double[] _distances;

    internal NeighborTable(int queries, int neighbors)
    {
        (Queries, Neighbors) = (queries, neighbors);
        _indices = new int[(long)queries * neighbors];
        _distances = new double[(long)queries * neighbors];
    }

    /// <summary>How many queries there were.</summary>
    public int Queries { get; }

    /// <summary>How many neighbors each query has.</summary>
    public int Neighbors { get; }

    /// <summary>The neighbors of a query, nearest first, equal distances in the order of their index; -1 where there are fewer.</summary>
    /// <param name="query">The query, counted from zero.</param>
    public ReadOnlySpan<int> IndicesOf(int query) => _indices.AsSpan(query * Neighbors, Neighbors);

    /// <summary>The distances of the neighbors of a query, ascending; NaN where there are fewer.</summary>
    /// <param name="query">The query, counted from zero.</param>
    public ReadOnlySpan<double> DistancesOf(int query) => _distances.AsSpan(query * Neighbors, Neighbors);

    internal Memory<int> IndexSlot(int query) => _indices.AsMemory(query * Neighbors, Neighbors);

    internal Memory<double> DistanceSlot(int query) => _distances.AsMemory(query * Neighbors, Neighbors);
}
