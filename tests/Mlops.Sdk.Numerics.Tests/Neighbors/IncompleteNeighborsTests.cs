using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class IncompleteNeighborsTests
{
    [Fact]
    public void Search_AnyPoints_IsTheObviousScan() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[1, 60], Gen.Int[1, 9], Gen.ULong).Sample((numbers, codes, count, neighbors, seed) =>
        {
            codes = Math.Max(codes, 1 - numbers);
            int width = numbers + codes;
            var stream = new RandomStream(seed);
            double[] points = Draw(stream, count, numbers, codes), queries = Draw(stream, 9, numbers, codes);
            (int Query, int Coordinate)[] requests = [.. from query in Enumerable.Range(0, 9) from coordinate in Enumerable.Range(0, width) where stream.NextDouble() < 0.6 select (query, coordinate)];
            NeighborTable table = new IncompleteNeighbors(points, numbers, codes).Search(queries, requests, neighbors, maxThreads: 2);
            for (int i = 0; i < requests.Length; i++)
            {
                double[] query = queries[(requests[i].Query * width)..((requests[i].Query + 1) * width)];
                var oracle = Enumerable.Range(0, count).Where(point => !double.IsNaN(points[(point * width) + requests[i].Coordinate]))
                    .Select(point => (Point: point, Distance: Distance(query, points.AsSpan(point * width, width), numbers))).Where(pair => double.IsFinite(pair.Distance)).OrderBy(pair => pair.Distance).Take(neighbors).ToArray();
                int[] found = table.IndicesOf(i).ToArray();
                Assert.Equal(oracle.Select(pair => pair.Point), found.TakeWhile(point => point >= 0));
                Assert.All(found.Skip(oracle.Length), point => Assert.Equal(-1, point));
                Assert.All(oracle.Zip(table.DistancesOf(i).ToArray()), pair => Assert.Equal(Math.Sqrt(pair.First.Distance), pair.Second, 1e-12));
                Assert.All(table.DistancesOf(i).ToArray().Skip(oracle.Length), distance => Assert.Equal(double.NaN, distance));
            }
        }, iter: 80);

    [Fact]
    public void Search_ManyPoints_SameBitsOnAnyThreadCount()
    {
        var stream = new RandomStream(3);
        double[] points = Draw(stream, 9000, 6, 2);
        (int, int)[] requests = [.. Enumerable.Range(0, 40).Select(query => (query, query % 8))];
        var index = new IncompleteNeighbors(points, 6, 2);
        NeighborTable one = index.Search(points.AsMemory(0, 40 * 8), requests, 4, maxThreads: 1), many = index.Search(points.AsMemory(0, 40 * 8), requests, 4);
        for (int i = 0; i < requests.Length; i++) Assert.Equal(one.IndicesOf(i).ToArray(), many.IndicesOf(i).ToArray());
        Assert.ThrowsAny<OperationCanceledException>(() => index.Search(points, requests, 4, cancellationToken: new CancellationToken(true)));
    }

    [Fact]
    public void Search_Misuse_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new IncompleteNeighbors([1.0, 2, 3], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IncompleteNeighbors([], 0, 0));
        var index = new IncompleteNeighbors([1.0, 2], 1, 1);
        Assert.Contains("Request 1", Assert.Throws<ArgumentException>(() => index.Search(new double[4], new[] { (1, 0), (0, 1) }, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => index.Search(new double[2], new[] { (0, 2) }, 1));
        Assert.Equal(-1, new IncompleteNeighbors([], 1, 0).Search(new double[1], new[] { (0, 0) }, 1).IndicesOf(0)[0]);
    }

    // Few different values, so that distances tie; some missing, some infinite.
    private static double[] Draw(RandomStream stream, int rows, int numbers, int codes) =>
        [.. from row in Enumerable.Range(0, rows) from d in Enumerable.Range(0, numbers + codes) select stream.NextDouble() < 0.25 ? double.NaN : d < numbers && stream.NextDouble() < 0.03 ? double.PositiveInfinity : stream.NextInt32(d < numbers ? 8 : 3)];

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int numbers)
    {
        double sum = 0;
        int common = 0;
        for (int d = 0; d < a.Length; d++)
        {
            double difference = a[d] - b[d];
            if (double.IsNaN(difference)) continue;
            sum += d < numbers ? difference * difference : difference == 0 ? 0 : 1;
            common++;
        }

        return sum * a.Length / common;
    }
}
