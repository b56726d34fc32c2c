using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The nearest rows of each of some rows, nearest first, as rows of the dataset.</summary>
internal sealed class NearRows
{
    private readonly int[] _rows;
    private readonly double[] _distances;

    private NearRows(int neighbors, int[] rows, double[] distances)
    {
        Neighbors = neighbors;
        _rows = rows;
        _distances = distances;
    }

    /// <summary>How many neighbors each row has.</summary>
    public int Neighbors { get; }

    public static NearRows None(int queries) => new(0, [], []) { Queries = queries };

    public int Queries { get; private init; }

    public static NearRows Of(NeighborTable table, int[] pool)
    {
        int neighbors = table.Neighbors;
        var rows = new int[table.Queries * neighbors];
        var distances = new double[rows.Length];
        for (int query = 0; query < table.Queries; query++)
        {
            ReadOnlySpan<int> found = table.IndicesOf(query);
            for (int i = 0; i < neighbors; i++) rows[query * neighbors + i] = pool[found[i]];
            table.DistancesOf(query).CopyTo(distances.AsSpan(query * neighbors));
        }

        return new NearRows(neighbors, rows, distances) { Queries = table.Queries };
    }

    /// <summary>The same from a table of one neighbor more, in which a query may be its own: it is left out, else the last.</summary>
    public static NearRows OfOthers(NeighborTable table, int[] pool, int[] queries, int neighbors)
    {
        var rows = new int[table.Queries * neighbors];
        var distances = new double[rows.Length];
        for (int query = 0; query < table.Queries; query++)
        {
            ReadOnlySpan<int> found = table.IndicesOf(query);
            for (int i = 0, kept = 0; kept < neighbors; i++)
            {
                if (pool[found[i]] == queries[query]) continue;
                rows[query * neighbors + kept] = pool[found[i]];
                distances[query * neighbors + kept++] = table.DistancesOf(query)[i];
            }
        }

        return new NearRows(neighbors, rows, distances) { Queries = table.Queries };
    }

    public ReadOnlySpan<int> Of(int query) => _rows.AsSpan(query * Neighbors, Neighbors);

    public ReadOnlySpan<double> DistancesOf(int query) => _distances.AsSpan(query * Neighbors, Neighbors);
}
