namespace Mlops.Sdk.Numerics.Tests;

public sealed class TargetHistogramTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(7, 2)]
    [InlineData(18, 3)]
    [InlineData(255, 64)]
    [InlineData(257, 64)]
    [InlineData(1023, 256)]
    [InlineData(1024, 256)]
    [InlineData(3001, 255)]
    public void Add_AnyNumberOfRows_EqualsTheSumOfEachBin_AndLeavesTheRestClean(int count, int binCount)
    {
        (int[] rows, double[] targets) = Make(count);
        var random = new RandomStream(2);
        byte[] bins = [.. Enumerable.Range(0, 5000).Select(_ => (byte)(random.NextInt32(3) == 0 ? random.NextInt32(binCount) : 1))];
        double[] sums = new double[TargetHistogram.Room], expected = new double[sums.Length];
        TargetHistogram.Add(bins, binCount, rows, targets, sums);
        for (int i = 0; i < count; i++) Include(expected.AsSpan(bins[rows[i]] * TargetHistogram.Width), targets, i);
        Assert.All(expected.Zip(sums), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(9, int.MinValue, -5)]
    [InlineData(900, int.MinValue + 1, 12)]
    [InlineData(901, int.MinValue, int.MaxValue)]
    public void AddRange_Keys_CountsThoseBetweenTheEnds(int count, int from, int to)
    {
        (_, double[] targets) = Make(count);
        var random = new RandomStream(3);
        int[] keys = [.. Enumerable.Range(0, count).Select(_ => random.NextInt32(4) switch { 0 => int.MinValue, 1 => int.MaxValue, _ => random.NextInt32(41) - 20 })];
        double[] sums = new double[TargetHistogram.Width], expected = new double[TargetHistogram.Width];
        TargetHistogram.AddRange(keys, from, to, targets, sums);
        for (int i = 0; i < count; i++)
            if (keys[i] >= from && keys[i] <= to) Include(expected, targets, i);
        Assert.All(expected.Zip(sums), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Add_RowBeyondTheTable_Throws() =>
        Assert.Throws<ArgumentException>(() => TargetHistogram.Add(new byte[3], 3, [3], new double[2], new double[TargetHistogram.Room]));

    private static void Include(Span<double> sums, double[] targets, int i)
    {
        sums[0] += targets[2 * i];
        sums[1] += targets[(2 * i) + 1];
        sums[2]++;
    }

    private static (int[] Rows, double[] Targets) Make(int count)
    {
        var random = new RandomStream(1);
        return ([.. Enumerable.Range(0, count).Select(_ => random.NextInt32(5000))], [.. Enumerable.Range(0, 2 * count).Select(_ => random.NextGaussian())]);
    }
}
