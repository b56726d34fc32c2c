using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class NearestNeighborsTests
{
    [Fact]
    public void Search_AnyPoints_ScanTreeAndOracleAgree() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 90], Gen.Int[1, 12], Gen.Enum<DistanceMetric>(), Gen.ULong).Sample((dimensions, count, neighbors, metric, seed) =>
        {
            neighbors = Math.Min(neighbors, count);
            var stream = new RandomStream(seed);
            double[] points = Grid(stream, count * dimensions), queries = Grid(stream, 13 * dimensions);
            NeighborTable scan = new NearestNeighbors(points, dimensions, metric, NeighborSearch.Scan).Search(queries, neighbors);
            NeighborTable tree = new NearestNeighbors(points, dimensions, metric, NeighborSearch.Tree).Search(queries, neighbors);
            for (int q = 0; q < 13; q++)
            {
                double[] query = queries[(q * dimensions)..((q + 1) * dimensions)];
                int[] oracle = [.. Enumerable.Range(0, count).OrderBy(i => Raw(metric, points.AsSpan(i * dimensions, dimensions), query)).Take(neighbors)];
                Assert.Equal(oracle, scan.IndicesOf(q).ToArray());
                Assert.Equal(oracle, tree.IndicesOf(q).ToArray());
                Assert.All(oracle.Zip(scan.DistancesOf(q).ToArray()), p => Assert.Equal(Distance(metric, points.AsSpan(p.First * dimensions, dimensions), query), p.Second, 1e-12));
                Assert.Equal(scan.DistancesOf(q).ToArray(), tree.DistancesOf(q).ToArray());
            }
        }, iter: 60);

    [Fact]
    public void SearchSelf_ManyPoints_SameBitsOnAnyThreadCountAndMethod()
    {
        double[] points = MomentsTests.Draw(3 * 1500, 8);
        NeighborTable one = new NearestNeighbors(points, 3, DistanceMetric.Euclidean, NeighborSearch.Tree).SearchSelf(5, maxThreads: 1), many = new NearestNeighbors(points, 3, DistanceMetric.Euclidean, NeighborSearch.Scan).SearchSelf(5);
        for (int q = 0; q < 1500; q++)
        {
            Assert.Equal(one.IndicesOf(q).ToArray(), many.IndicesOf(q).ToArray());
            Assert.Equal(one.DistancesOf(q).ToArray(), many.DistancesOf(q).ToArray());
            Assert.DoesNotContain(q, one.IndicesOf(q).ToArray());
        }
    }

    [Fact]
    public void SearchSelf_Duplicates_AreNeighborsInOrderOfIndex()
    {
        NeighborTable table = new NearestNeighbors([1.0, 1, 1, 1], 1).SearchSelf(3);
        Assert.Equal([0, 1, 3], table.IndicesOf(2).ToArray());
        Assert.Equal([0, 0, 0], table.DistancesOf(2).ToArray());
    }

    [Fact]
    public void Search_ImmenseCoordinates_StillAnswers()
    {
        NeighborTable table = new NearestNeighbors([1e300, -1e300, 1e200], 1).Search(new double[] { 0 }, 3);
        Assert.Equal([0, 1, 2], table.IndicesOf(0).ToArray().Order());
    }

    [Fact]
    public void Search_CancelledToken_Throws()
    {
        var index = new NearestNeighbors(MomentsTests.Draw(20_000, 1), 20);
        Assert.ThrowsAny<OperationCanceledException>(() => index.SearchSelf(3, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void NearestNeighbors_BadArguments_Throw()
    {
        Assert.Contains("row 1", Assert.Throws<ArgumentException>(() => new NearestNeighbors([1.0, 2, 3, double.NaN], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new NearestNeighbors([1.0, 2, 3], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NearestNeighbors([1.0, 2], 1).SearchSelf(2));
        Assert.Throws<ArgumentException>(() => Distances.Manhattan([1], [1, 2]));
    }

    private static double[] Grid(RandomStream stream, int length) => [.. Enumerable.Range(0, length).Select(_ => stream.NextInt32(3) == 0 ? stream.NextGaussian() : stream.NextInt32(4))];

    // Summed in the order of the coordinates, as documented, and before the root, which could make ties.
    private static double Raw(DistanceMetric metric, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int d = 0; d < a.Length; d++)
        {
            double gap = Math.Abs(a[d] - b[d]);
            sum = metric switch { DistanceMetric.Euclidean => sum + gap * gap, DistanceMetric.Manhattan => sum + gap, _ => Math.Max(sum, gap) };
        }

        return sum;
    }

    private static double Distance(DistanceMetric metric, ReadOnlySpan<double> a, ReadOnlySpan<double> b) => metric switch
    {
        DistanceMetric.Euclidean => Distances.Euclidean(a, b),
        DistanceMetric.Manhattan => Distances.Manhattan(a, b),
        _ => Distances.Chebyshev(a, b),
    };
}
