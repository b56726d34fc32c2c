using CsCheck;

namespace Mlops.Sdk.Numerics.Tests.Resampling;

public sealed class ResamplingKernelTests
{
    [Fact]
    public void LargestRemainder_AnyWeights_SumsToTheTotalWithinOneOfEveryShare() =>
        Gen.Select(Gen.Double[0, 9].Array[1, 12], Gen.Int[0, 500]).Sample((weights, total) =>
        {
            int[] shares = Apportionment.LargestRemainder(weights, total);
            double sum = weights.Sum();

            Assert.Equal(total, shares.Sum());
            Assert.All(shares.Zip(weights), pair => Assert.InRange(pair.First, Math.Floor(sum > 0 ? pair.Second / sum * total : total / (double)weights.Length) - 1e-9, Math.Ceiling(sum > 0 ? pair.Second / sum * total : total / (double)weights.Length) + 1e-9));
        });

    [Theory]
    [InlineData(new[] { 1.0, 1, 1 }, 4, new[] { 2, 1, 1 })]
    [InlineData(new[] { 6.0, 3, 1 }, 5, new[] { 3, 2, 0 })]
    [InlineData(new[] { 0.0, 0 }, 3, new[] { 2, 1 })]
    [InlineData(new[] { double.PositiveInfinity, 1 }, 2, new[] { 1, 1 })]
    [InlineData(new double[0], 2, new int[0])]
    public void LargestRemainder_KnownWeights_GivesTheRestToTheLargest(double[] weights, int total, int[] expected) => Assert.Equal(expected, Apportionment.LargestRemainder(weights, total));

    [Fact]
    public void Between_AnyNumbers_EqualsTheObviousLoopToTheBit() =>
        Gen.Select(Gen.OneOf(Gen.Double, Gen.Double[-5, 5], Gen.Int[0, 5].Select(which => ((double[])[0.0, -0.0, double.NaN, double.MaxValue, -double.MaxValue, double.Epsilon])[which])).Array[1, 9], Gen.Int[0, 40], Gen.ULong).Sample((values, count, seed) =>
        {
            var random = new RandomStream(seed);
            int[] from = [.. Enumerable.Range(0, count).Select(_ => random.NextInt32(values.Length))], to = [.. from.Select(_ => random.NextInt32(values.Length))];
            double[] shares = [.. from.Select(_ => random.NextInt32(9) switch { 0 => 0, 1 => 1, _ => random.NextDouble() })], made = new double[count], beyond = new double[count];
            Interpolation.Between(values, from, to, shares, made);
            Interpolation.Beyond(values, from, to, shares, 1, -1, beyond);
            for (int i = 0; i < count; i++)
            {
                double start = values[from[i]], end = double.IsNaN(values[to[i]]) ? start : values[to[i]];
                double expected = Math.Max(Math.Min((start * (1 - shares[i])) + (end * shares[i]), Math.Max(start, end)), Math.Min(start, end));
                Assert.Equal(double.IsNaN(expected), double.IsNaN(made[i]));
                if (!double.IsNaN(expected)) Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(made[i]));
                Assert.True(made[i].Equals(beyond[i]));
            }
        });

    [Fact]
    public void Beyond_SharesBelowZero_GoAwayWithinTheRange()
    {
        double[] made = new double[3];
        Interpolation.Beyond([1, 2, double.NaN], [0, 0, 0], [1, 1, 2], [-0.5, -3, -0.5], -1, 5, made);

        Assert.Equal([0.5, -1, 1], made);
        Assert.Throws<ArgumentException>(() => Interpolation.Between([1], [0], [0], [0.5], new double[2]));
    }

    [Fact]
    public void Offset_WholeBall_IsUniform()
    {
        // In three dimensions an eighth of a ball's points lie within half of its radius, and as many before as behind its center.
        double[] way = [0, 2, 0], offset = new double[3];
        var random = new RandomStream(5);
        int inner = 0, before = 0;
        for (int i = 0; i < 20_000; i++)
        {
            GeometricDraw.Offset(way, 0, 0, random, offset);
            inner += Math.Sqrt(offset.Sum(step => step * step)) < 1 ? 1 : 0;
            before += offset[1] > 0 ? 1 : 0;
        }

        Assert.InRange(inner / 20_000.0, 0.115, 0.135);
        Assert.InRange(before / 20_000.0, 0.48, 0.52);
        GeometricDraw.Offset([0, 0, 0], 1, 0, random, offset);
        Assert.Equal([0, 0, 0], offset);
    }

    [Fact]
    public void FarthestDistances_Means_AreThoseOfTheSortedDistances() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 4], Gen.Int[1, 9]).Sample((seed, count, told) =>
        {
            var random = new RandomStream(seed);
            double[][] squared = [.. Enumerable.Range(0, told).Select(_ => Enumerable.Range(0, 6).Select(_ => (double)random.NextInt32(20)).ToArray())];
            var farthest = new FarthestDistances(6, Math.Min(count, told));
            foreach (double[] one in squared) farthest.Add(one);
            double[] means = farthest.Means();

            for (int point = 0; point < 6; point++)
                Assert.Equal(squared.Select(one => Math.Sqrt(one[point])).OrderDescending().Take(Math.Min(count, told)).Average(), means[point], 1e-12);
        });

    [Fact]
    public void TakeNearer_Ties_GoToTheOwnClass()
    {
        double[] nearest = [double.PositiveInfinity, double.PositiveInfinity];
        int[] classes = [-1, -1], own = [0, 1];
        ClassNeighbors.TakeNearer([4, 4], 0, own, nearest, classes);
        ClassNeighbors.TakeNearer([4, 4], 1, own, nearest, classes);
        Assert.Equal([0, 1], classes);
        ClassNeighbors.TakeNearer([1, 9], 1, own, nearest, classes);

        Assert.Equal([1, 4], nearest);
        Assert.Equal([1, 1], classes);
    }

    [Fact]
    public void MostFrequent_AnyVotes_EqualsVote() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 9], Gen.Int[0, 3]).Sample((codes, preferred) =>
            Assert.Equal(ClassNeighbors.Vote([.. Enumerable.Range(0, codes.Length)], codes, preferred), ClassNeighbors.MostFrequent([.. Enumerable.Range(0, codes.Length)], codes, preferred)));
}
