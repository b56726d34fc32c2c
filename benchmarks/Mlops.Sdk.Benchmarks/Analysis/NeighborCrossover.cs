using System.Diagnostics;
using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks.Analysis;

/// <summary>From how many points on a tree of neighbors beats a scan, by dimensions, up to beyond where the SDK changes over.</summary>
internal static class NeighborCrossover
{
    private const int Queries = 1000, Neighbors = 10;

    public static void Run()
    {
        Console.WriteLine("milliseconds for all points (1,000 queries timed, building included), normal numbers, 10 neighbors, one thread");
        for (int dimensions = 1; dimensions <= NearestNeighbors.TreeDimensions + 1; dimensions++)
        {
            int trees = 0;
            for (int count = 96; count <= 200_000 && trees < 3; count = count * 4 / 3)
            {
                RandomStream random = RandomStream.For((ulong)dimensions, "points");
                double[] points = [.. Enumerable.Range(0, count * dimensions).Select(_ => random.NextGaussian())], queries = [.. Enumerable.Range(0, Queries * dimensions).Select(_ => random.NextGaussian())];
                double tree = Time(points, queries, dimensions, NeighborSearch.Tree), scan = Time(points, queries, dimensions, NeighborSearch.Scan);
                bool chosen = new NearestNeighbors(points, dimensions).UsesTree;
                trees += chosen ? 1 : 0;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dimensions} dimensions {count,8:N0} points: tree {tree,9:0.0}, scan {scan,9:0.0}, taken: {(chosen ? "tree" : "scan")}{((chosen ? tree > 1.3 * scan : scan > 1.3 * tree) ? ", 30 % or more from the best" : "")}"));
            }
        }
    }

    private static double Time(double[] points, double[] queries, int dimensions, NeighborSearch search)
    {
        double best = double.PositiveInfinity;
        for (int round = 0; round < 3; round++)
        {
            long start = Stopwatch.GetTimestamp();
            var index = new NearestNeighbors(points, dimensions, DistanceMetric.Euclidean, search);
            double build = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            index.Search(queries, Neighbors, maxThreads: 1);
            best = Math.Min(best, build + (Stopwatch.GetElapsedTime(start).TotalMilliseconds * points.Length / dimensions / Queries));
        }

        return best;
    }
}
