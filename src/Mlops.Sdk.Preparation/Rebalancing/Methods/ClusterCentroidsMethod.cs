using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Cluster centroids (Yen and Lee 2009): each large class becomes as many clusters as rows are asked for, and each of these a row: the nearest one to its center, or the center itself.</summary>
internal sealed record ClusterCentroidsMethod(bool KeepsRows, bool Scale) : RebalanceMethod
{
    internal override string Name => KeepsRows ? "cluster centroids (nearest rows)" : "cluster centroids";

    internal override IEnumerable<string> Problems(RebalanceOptions options) => CuttingMethod.ProblemsOf(options, Name);

    internal override Dataset Apply(RebalanceWork work)
    {
        int[] target = work.Plan.Cut(), cut = [.. Enumerable.Range(0, target.Length).Where(code => target[code] < work.Rows[code].Length)];
        if (cut.Length == 0) return work.Train;
        if (!KeepsRows && work.Groups is not null)
            throw new MlopsException("MLO1707", $"{Name} makes rows out of many, over all groups, and no row is made between groups. Take RebalanceMethod.ClusterCentroids(keepsRows: true), which keeps rows as they are, or give the group column the role Ignored.");
        RebalanceSpace space = RebalanceSpace.Read(work, Name, cut, Scale);
        RowCluster[] clusters = [.. cut.SelectMany(code => ClustersOf(work, space, code, target[code]))];
        bool[] removed = new bool[work.Train.RowCount];
        foreach (int code in cut)
            foreach (int row in work.Rows[code]) removed[row] = true;
        if (KeepsRows)
        {
            foreach (RowCluster cluster in clusters) removed[cluster.Nearest] = false;
            return work.Without(removed);
        }

        Dataset all = SyntheticRows.Append(work.Train, new CentroidRows(clusters), work.Context);
        return all.Take([.. work.AllRows().Where(row => !removed[row]), .. Enumerable.Range(work.Train.RowCount, clusters.Length)]);
    }

    private static IEnumerable<RowCluster> ClustersOf(RebalanceWork work, RebalanceSpace space, int code, int count)
    {
        int[] rows = work.Rows[code];
        (double[] points, int width) = space.Embed(rows);
        double[] centers = KMeans.Fit(points, width, count, starts: 1, work.Context.Random.Split("clusters").Split(code), work.Context.Parallel);
        NeighborTable nearest = new NearestNeighbors(centers, width).Search(points, 1, work.Context.MaxThreads, work.Context.CancellationToken);
        RowCluster[] clusters = [.. Enumerable.Range(0, rows.Length).GroupBy(place => nearest.IndicesOf(place)[0]).OrderBy(cluster => cluster.Key)
            .Select(cluster => new RowCluster(rows[cluster.MinBy(place => nearest.DistancesOf(place)[0])], [.. cluster.Select(place => rows[place])]))];
        return clusters.Length == count ? clusters : Split(clusters, count);
    }

    // Fewer rows differ than are asked for: the largest clusters, whose rows are alike, give their rows one by one.
    private static IEnumerable<RowCluster> Split(RowCluster[] clusters, int count)
    {
        int[] parts = new int[clusters.Length];
        Array.Fill(parts, 1);
        var largest = new PriorityQueue<int, (double, int)>(Enumerable.Range(0, parts.Length).Where(i => clusters[i].Members.Length > 1).Select(i => (i, Priority(i))));
        for (int left = count - clusters.Length; left > 0; left--)
        {
            int cluster = largest.Dequeue();
            if (++parts[cluster] < clusters[cluster].Members.Length) largest.Enqueue(cluster, Priority(cluster));
        }

        (double, int) Priority(int i) => (-clusters[i].Members.Length / (double)parts[i], i);

        return clusters.SelectMany((cluster, i) => parts[i] == 1 ? [cluster]
            : Enumerable.Range(0, parts[i]).Select(part => cluster.Members.Where((_, place) => place % parts[i] == part).ToArray()).Select(members => new RowCluster(members[0], members)));
    }
}

/// <summary>Rows that become one.</summary>
/// <param name="Nearest">The row nearest to their center.</param>
/// <param name="Members">All of them.</param>
internal sealed record RowCluster(int Nearest, int[] Members);

/// <summary>The means of clusters: numbers as means of those that are there (missing where the nearest row misses them), categories by vote.</summary>
internal sealed class CentroidRows(RowCluster[] clusters) : NewRows(Array.ConvertAll(clusters, cluster => cluster.Nearest))
{
    public override void Numbers(int column, ReadOnlySpan<double> values, Span<double> made)
    {
        for (int i = 0; i < made.Length; i++)
        {
            var moments = new Moments();
            foreach (int row in clusters[i].Members) moments.Add(values[row]);
            double nearest = values[Starts[i]];
            // Numbers at the end of their range may have no mean.
            made[i] = double.IsNaN(nearest) || !double.IsFinite(moments.Mean) ? nearest : moments.Mean;
        }
    }

    public override int[] Codes(ReadOnlySpan<int> codes)
    {
        var made = new int[Count];
        for (int i = 0; i < made.Length; i++) made[i] = ClassNeighbors.MostFrequent(clusters[i].Members, codes, codes[Starts[i]]);
        return made;
    }
}
