using System.Runtime.InteropServices;
using CsCheck;

namespace Mlops.Sdk.Numerics.Tests.Outliers;

/// <summary>Points on a small lattice: most distances are tied, and many points are there more than once.</summary>
public sealed class TiedNeighborTests
{
    private static readonly ParallelOptions s_threads = new() { MaxDegreeOfParallelism = 2 };

    private static readonly Gen<(ulong, int, int, int, bool)> s_cases = Gen.Select(Gen.ULong, Gen.Int[2, 120], Gen.Int[1, 3], Gen.Int[1, 12], Gen.Bool);

    [Fact]
    public void Fit_DistinctPointsInAnotherOrder_GivesEachTheSameBits() => s_cases.Sample((seed, rows, width, neighbors, _) =>
    {
        var random = new RandomStream(seed);
        double[][] points = Lattice(random, rows, width), later = Lattice(random, 9, width);
        int[] order = [.. Enumerable.Range(0, rows)];
        random.Shuffle<int>(order);
        double[][] moved = Array.ConvertAll(order, row => points[row]);
        foreach (Func<ReadOnlyMemory<double>[], (OutlierScorer Scorer, double[] Scores)> fit in (Func<ReadOnlyMemory<double>[], (OutlierScorer, double[])>[])
                 [columns => LocalOutlierFactor.Fit(columns, neighbors, distinct: true, s_threads), columns => ConnectivityFactor.Fit(columns, neighbors, distinct: true, s_threads)])
        {
            (OutlierScorer scorer, double[] scores) = fit(Columns(points));
            (OutlierScorer other, double[] others) = fit(Columns(moved));
            Assert.Equal(Array.ConvertAll(order, row => scores[row]), others);
            Assert.Equal(scorer.Score(Columns(later), s_threads), other.Score(Columns(later), s_threads));
        }
    });

    [Fact]
    public void LocalOutlierFactor_TiesAndDuplicates_IsThatOfTheDefinition() => s_cases.Sample((seed, rows, width, neighbors, distinct) =>
    {
        var random = new RandomStream(seed);
        double[][] points = Lattice(random, rows, width), later = Lattice(random, 9, width);
        (LocalOutlierFactor scorer, double[] scores) = LocalOutlierFactor.Fit(Columns(points), neighbors, distinct, s_threads);
        double[][] sample = distinct ? [.. points.DistinctBy(point => string.Join(' ', point))] : points;
        int count = Math.Min(neighbors, sample.Length - 1);
        if (count == 0)
        {
            Assert.All(scores, score => Assert.Equal(1, score));
            return;
        }

        int[][] near = [.. sample.Select((point, i) => Near(sample, point, i, count, distinct))];
        double[] reach = [.. sample.Select((point, i) => Distances.Euclidean(point, sample[near[i][^1]]))];
        double Density(double[] point, int[] of) => 1 / (of.Average(other => Math.Max(reach[other], Distances.Euclidean(point, sample[other]))) + 1e-10);
        double[] density = [.. sample.Select((point, i) => Density(point, near[i]))];

        for (int row = 0; row < rows; row++)
        {
            int place = Array.FindIndex(sample, point => point.AsSpan().SequenceEqual(points[row]));
            Assert.Equal(1, scores[row] / (near[place].Average(other => density[other]) / density[place]), 1e-9);
        }

        foreach (double[] point in later)
        {
            int[] of = Near(sample, point, -1, count, distinct);
            Assert.Equal(1, scorer.Score(point) / (of.Average(other => density[other]) / Density(point, of)), 1e-9);
        }
    });

    [Fact]
    public void ConnectivityFactor_TiesAndDuplicates_IsThatOfTheDefinition() => s_cases.Sample((seed, rows, width, neighbors, distinct) =>
    {
        double[][] points = Lattice(new RandomStream(seed), rows, width), sample = distinct ? [.. points.DistinctBy(point => string.Join(' ', point))] : points;
        double[] scores = ConnectivityFactor.Fit(Columns(points), neighbors, distinct, s_threads).Scores;
        int count = Math.Min(neighbors, sample.Length - 1);
        if (count == 0) return;
        int[][] near = [.. sample.Select((point, i) => Near(sample, point, i, count, distinct))];
        double[] length = [.. sample.Select((point, i) => near[i].Select((other, place) =>
            2.0 * (count - place) / (count * (count + 1.0)) * near[i].Take(place).Select(earlier => sample[earlier]).Prepend(point).Min(linked => Distances.Euclidean(linked, sample[other]))).Sum() + 1e-10)];

        for (int row = 0; row < rows; row++)
        {
            int place = Array.FindIndex(sample, point => point.AsSpan().SequenceEqual(points[row]));
            Assert.Equal(1, scores[row] / (length[place] / near[place].Average(other => length[other])), 1e-9);
        }
    });

    // Exactly k: by distance, of equal ones by the hash of the coordinates or by place.
    private static int[] Near(double[][] sample, double[] point, int self, int count, bool hashed) => [.. Enumerable.Range(0, sample.Length).Where(other => other != self)
        .OrderBy(other => Distances.Euclidean(point, sample[other])).ThenBy(other => hashed ? Hashing.OfBytes(MemoryMarshal.AsBytes<double>(sample[other])) : (ulong)other).Take(count)];

    private static double[][] Lattice(RandomStream random, int rows, int width) => [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, width).Select(_ => (double)random.NextInt32(4)).ToArray())];

    private static ReadOnlyMemory<double>[] Columns(double[][] points) => [.. Enumerable.Range(0, points[0].Length).Select(c => (ReadOnlyMemory<double>)Array.ConvertAll(points, point => point[c]))];
}
