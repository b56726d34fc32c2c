using CsCheck;

namespace Mlops.Sdk.Numerics.Tests.Neighbors;

public sealed class PointDistancesTests
{
    [Fact]
    public void Squared_AnyPoints_EqualsTheObviousLoop() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 20], Gen.Int[0, 5], Gen.Int[0, 3], Gen.Bool).Sample((seed, count, numbers, codes, holes) =>
        {
            if (numbers + codes == 0) return;
            (double[] points, int[] nominal) = Make(seed, count, numbers, codes, holes);
            var distances = new PointDistances(points, numbers, nominal, codes, 1.5);
            double[] squared = new double[count];
            double sum = 0;
            for (int query = 0; query < count; query++)
            {
                distances.Squared(points.AsSpan(query * numbers, numbers), nominal.AsSpan(query * codes, codes), squared);
                for (int other = 0; other < count; other++)
                {
                    double expected = Slow(points, numbers, nominal, codes, query, other, 2.25);
                    Assert.True(expected.Equals(squared[other]) || Math.Abs(expected - squared[other]) < 1e-12, $"{expected} and {squared[other]}");
                    if (other < query) sum += Math.Sqrt(squared[other]);
                }
            }

            if (count > 1) Assert.True(distances.MeanBetween() is var mean && (double.IsInfinity(sum) ? double.IsInfinity(mean) : Math.Abs(mean - (sum / (count * (count - 1) / 2.0))) < 1e-9));
        }, iter: 200);

    [Fact]
    public void Search_AllPoints_AreThoseWithTheLeastDistanceOverWhatBothHave() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 30], Gen.Int[1, 4], Gen.Int[0, 2], Gen.Int[1, 6]).Sample((seed, count, numbers, codes, neighbors) =>
        {
            (double[] points, int[] nominal) = Make(seed, count, numbers, codes, holes: true);
            int width = numbers + codes;
            double[] joined = [.. Enumerable.Range(0, count).SelectMany(point => points.Skip(point * numbers).Take(numbers).Concat(nominal.Skip(point * codes).Take(codes).Select(code => (double)code)))];
            NeighborTable found = new IncompleteNeighbors(joined, numbers, codes).Search(joined, neighbors);
            for (int query = 0; query < count; query++)
            {
                int[] slow = [.. Enumerable.Range(0, count).Where(other => double.IsFinite(Slow(points, numbers, nominal, codes, query, other, 1)))
                    .OrderBy(other => Slow(points, numbers, nominal, codes, query, other, 1)).ThenBy(other => other).Take(neighbors)];
                Assert.Equal(slow, found.IndicesOf(query).ToArray().Where(index => index >= 0));
            }

            Assert.Equal(width, joined.Length / count);
        }, iter: 200);

    private static (double[] Numbers, int[] Codes) Make(ulong seed, int count, int numbers, int codes, bool holes)
    {
        var random = new RandomStream(seed);
        return ([.. Enumerable.Range(0, count * numbers).Select(_ => holes && random.NextInt32(3) == 0 ? double.NaN : random.NextInt32(6))], [.. Enumerable.Range(0, count * codes).Select(_ => random.NextInt32(3) - 1)]);
    }

    private static double Slow(double[] points, int numbers, int[] nominal, int codes, int one, int other, double penalty)
    {
        double[] differences = [.. Enumerable.Range(0, numbers).Select(d => points[(one * numbers) + d] - points[(other * numbers) + d]).Where(difference => !double.IsNaN(difference))];
        int common = differences.Length + codes;
        double sum = differences.Sum(difference => difference * difference) + (Enumerable.Range(0, codes).Count(d => nominal[(one * codes) + d] != nominal[(other * codes) + d]) * penalty);
        return common == 0 ? double.PositiveInfinity : sum * (numbers + codes) / common;
    }
}
