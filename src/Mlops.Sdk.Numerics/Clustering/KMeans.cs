using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Centers that points gather about: each point belongs to the nearest, and each center is the mean of its points (Lloyd 1982), started far apart at random (k-means++, Arthur and Vassilvitskii 2007).</summary>
/// <remarks>Of several starts the one with the least sum of squared distances is kept. Points times centers times columns for each of at most 100 rounds. The same bits on any number of threads.</remarks>
public static class KMeans
{
    private const int MostRounds = 100;

    /// <summary>Finds centers.</summary>
    /// <param name="points">The points, row after row, finite.</param>
    /// <param name="dimensions">The coordinates of a point, at least 1.</param>
    /// <param name="clusters">How many centers, at least 1; fewer come out where fewer points differ.</param>
    /// <param name="starts">How many starts, at least 1.</param>
    /// <param name="random">Where chance comes from; each start has a child stream of its own.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>The centers, row after row.</returns>
    public static double[] Fit(ReadOnlyMemory<double> points, int dimensions, int clusters, int starts, RandomStream random, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(starts, 1);
        if (points.IsEmpty || points.Length % dimensions != 0) throw new ArgumentException($"{points.Length} numbers are no points of {dimensions} coordinates.", nameof(points));
        var found = new (double[] Centers, double Sum)[starts];
        Parallel.For(0, starts, parallel, start => found[start] = Run(points, dimensions, clusters, random.Split(start), parallel));
        return found.MinBy(one => one.Sum).Centers;
    }

    /// <summary>The nearest center of a point, and its squared distance; of equal ones the first.</summary>
    /// <param name="point">The point.</param>
    /// <param name="centers">The centers, row after row.</param>
    public static (int Center, double Squared) Nearest(ReadOnlySpan<double> point, ReadOnlySpan<double> centers)
    {
        int nearest = 0;
        double least = double.PositiveInfinity;
        for (int at = 0, center = 0; at < centers.Length; at += point.Length, center++)
        {
            double squared = OrderedSums.SquaredDistance(point, centers.Slice(at, point.Length));
            if (squared < least) (nearest, least) = (center, squared);
        }

        return (nearest, least);
    }

    private static (double[] Centers, double Sum) Run(ReadOnlyMemory<double> points, int dimensions, int clusters, RandomStream random, ParallelOptions parallel)
    {
        int count = points.Length / dimensions;
        double[] centers = Start(points.Span, dimensions, clusters, random, parallel.CancellationToken), sums = new double[centers.Length];
        int[] sizes = new int[centers.Length / dimensions], belongs = new int[count];
        double total = 0;
        for (int round = 0; round < MostRounds; round++)
        {
            NeighborTable nearest = new NearestNeighbors(centers, dimensions).Search(points, 1, parallel.MaxDegreeOfParallelism, parallel.CancellationToken);
            bool moved = false;
            sums.AsSpan().Clear();
            sizes.AsSpan().Clear();
            total = 0;
            for (int i = 0; i < count; i++)
            {
                if (i % PointColumns.RowsPerCheck == 0) parallel.CancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<double> point = points.Span.Slice(i * dimensions, dimensions);
                int center = nearest.IndicesOf(i)[0];
                moved |= round == 0 || belongs[i] != center;
                belongs[i] = center;
                total += Nearest(point, centers.AsSpan(center * dimensions, dimensions)).Squared;
                sizes[center]++;
                for (int c = 0; c < dimensions; c++) sums[(center * dimensions) + c] += point[c];
            }

            if (!moved) break;
            for (int i = 0; i < centers.Length; i++)
            {
                // A center that lost its points stays where it is, and so does one whose sum is beyond the range of numbers.
                double mean = sums[i] / sizes[i / dimensions];
                if (double.IsFinite(mean)) centers[i] = mean;
            }
        }

        return (centers, total);
    }

    // Each further center is a point drawn in proportion to its squared distance from those before.
    private static double[] Start(ReadOnlySpan<double> points, int dimensions, int clusters, RandomStream random, CancellationToken cancellationToken)
    {
        int count = points.Length / dimensions;
        var centers = new List<double>([.. points.Slice(random.NextInt32(count) * dimensions, dimensions)]);
        var all = new PointDistances(points, dimensions, [], 0, penalty: 0);
        double[] squared = new double[count], toLast = new double[count];
        squared.AsSpan().Fill(double.PositiveInfinity);
        for (int center = 1; center < clusters; center++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double total = 0;
            all.Squared(CollectionsMarshal.AsSpan(centers)[^dimensions..], [], toLast);
            for (int i = 0; i < count; i++) total += squared[i] = Math.Min(squared[i], toLast[i]);
            if (!(total > 0)) break;
            double left = random.NextDouble() * total;
            int chosen = 0;
            for (int i = 0; i < count; i++)
            {
                if (squared[i] > 0) chosen = i;
                if ((left -= squared[i]) < 0) break;
            }

            centers.AddRange(points.Slice(chosen * dimensions, dimensions));
        }

        return [.. centers];
    }
}
