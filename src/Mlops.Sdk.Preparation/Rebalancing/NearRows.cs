using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The nearest rows of each of some rows, nearest first, as rows of the dataset; fewer where there are no more, or none that has a column in common.</summary>
internal sealed class NearRows
{
    private const int Nothing = -1;

    private readonly int[] _rows;
    private readonly double[] _distances;

    private NearRows(int queries, int neighbors)
    {
        (Queries, Neighbors) = (queries, neighbors);
        _rows = new int[(long)queries * neighbors];
        _distances = new double[_rows.Length];
        Array.Fill(_rows, Nothing);
    }

    /// <summary>How many neighbors a row has at most.</summary>
    public int Neighbors { get; }

    public int Queries { get; }

    public static NearRows None(int queries) => new(queries, 0);

    public static NearRows Of(NeighborTable table, int[] pool, double unit = 1) => Read(table, pool, null, table.Neighbors, unit);

    /// <summary>The same from a table of one neighbor more, in which a query may be its own: it is left out, else the last.</summary>
    public static NearRows OfOthers(NeighborTable table, int[] pool, int[] queries, int neighbors, double unit = 1) => Read(table, pool, queries, neighbors, unit);

    public ReadOnlySpan<int> Of(int query)
    {
        ReadOnlySpan<int> all = _rows.AsSpan(query * Neighbors, Neighbors);
        return all.IndexOf(Nothing) is var end and >= 0 ? all[..end] : all;
    }

    public ReadOnlySpan<double> DistancesOf(int query) => _distances.AsSpan(query * Neighbors, Of(query).Length);

    private static NearRows Read(NeighborTable table, int[] pool, int[]? queries, int neighbors, double unit)
    {
        var near = new NearRows(table.Queries, neighbors);
        for (int query = 0; query < table.Queries; query++)
        {
            ReadOnlySpan<int> found = table.IndicesOf(query);
            ReadOnlySpan<double> distances = table.DistancesOf(query);
            for (int i = 0, kept = query * neighbors; i < found.Length && found[i] >= 0 && kept < (query + 1) * neighbors; i++)
            {
                if (queries is not null && pool[found[i]] == queries[query]) continue;
                near._rows[kept] = pool[found[i]];
                near._distances[kept++] = distances[i] * unit;
            }
        }

        return near;
    }
}
