using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class RowSampleTests
{
    [Fact]
    public void Next_AnyBatches_HoldsTheRowsOfTheSmallestKeysInTheSameSlots() =>
        Gen.Select(Gen.Int[1, 40], Gen.ULong, Gen.Int[0, 60].Array[0, 12]).Sample((capacity, seed, batches) =>
        {
            int rows = batches.Sum();
            long[] whole = Fill(new RowSample(capacity, seed), [rows]), parts = Fill(new RowSample(capacity, seed), batches);
            Assert.Equal(whole, parts);
            // The obvious way: draw the keys of all rows and sort.
            var keys = Enumerable.Range(0, rows).Select(row => (Key: Hashing.Mix(unchecked(Hashing.Mix(seed) + (ulong)row * 0x9E3779B97F4A7C15UL)), Row: (long)row));
            Assert.Equal(keys.OrderBy(pair => pair.Key).Take(capacity).Select(pair => pair.Row).Order(), parts.Order());
        }, iter: 300);

    [Fact]
    public void Next_ManySeeds_ChoosesEveryPairOfRowsEquallyOften()
    {
        const int Rows = 12, Capacity = 4, Seeds = 20_000;
        var pairs = new long[Rows * Rows];
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            long[] rows = Fill(new RowSample(Capacity, seed), [5, 7]);
            foreach (long a in rows)
                foreach (long b in rows)
                    if (a < b) pairs[a * Rows + b]++;
        }

        // Each of the 66 pairs is expected 20,000 x (4 x 3) / (12 x 11) times; pairs of one draw depend on each other, which makes the statistic smaller, not larger.
        double expected = Seeds * 12.0 / 132, statistic = pairs.Where(count => count > 0).Sum(count => (count - expected) * (count - expected) / expected);
        Assert.Equal(66, pairs.Count(count => count > 0));
        Assert.InRange(statistic, 30, 110);
    }

    [Fact]
    public void Next_FewerRowsThanPlaces_TakesAllInOrder()
    {
        var sample = new RowSample(10, 3);
        Assert.Equal([0, 1, 2, 3, 4], Fill(sample, [2, 0, 3]));
        Assert.Equal((5, 5L, 10), (sample.Count, sample.RowCount, sample.Capacity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowSample(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.Next(-1));
    }

    private static long[] Fill(RowSample sample, int[] batches)
    {
        var slots = new long[sample.Capacity];
        foreach (int batch in batches)
        {
            long start = sample.RowCount;
            foreach (RowPlacement placement in sample.Next(batch).Span) slots[placement.Slot] = start + placement.Row;
        }

        return slots[..sample.Count];
    }
}
