using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class DistinctKeysTests
{
    [Fact]
    public void Count_AnyLimitAndPasses_IsThatOfASet() =>
        Gen.Select(Gen.Int[0, 600].Array[0, 2000], Gen.Int[16, 200], Gen.Bool).Sample((values, most, wide) =>
        {
            ulong[] hashes = Array.ConvertAll(values, value => value == 600 ? 0UL : Hashing.OfInt64(value));
            var keys = new DistinctKeys(most, wide);
            foreach (ulong hash in hashes) keys.Add(hash, Second(hash));
            while (!keys.IsWhole && !keys.GaveUp)
            {
                keys.BeginNextPass();
                foreach (ulong hash in hashes) keys.Add(hash, Second(hash));
            }

            int distinct = values.Distinct().Count();
            Assert.True(keys.IsWhole);
            Assert.Equal((distinct, values.Length - distinct), (keys.Count, keys.Repeats));
            Assert.Equal(distinct, keys.Estimate);
        }, iter: 100);

    [Fact]
    public void Add_SaysWhichKeysCameBefore()
    {
        var keys = new DistinctKeys(1000, wide: true);
        Assert.Equal([false, false, true, false, true], new (ulong, ulong)[] { (5, 1), (5, 2), (5, 1), (0, 3), (0, 3) }.Select(key => keys.Add(key.Item1, key.Item2)));
    }

    [Fact]
    public void Merge_OfParts_IsTheCountOfTheWhole() =>
        Gen.Select(Gen.Int[0, 300].Array[0, 800], Gen.Int[0, 800], Gen.Int[16, 400]).Sample((values, cut, most) =>
        {
            cut = Math.Min(cut, values.Length);
            DistinctKeys whole = Of(values, most), first = Of(values[..cut], most), second = Of(values[cut..], most);
            first.Merge(second);
            Assert.Equal(whole.Ranges, first.Ranges);
            Assert.Equal((whole.Count, whole.Repeats), (first.Count, first.Repeats));
        }, iter: 100);

    [Fact]
    public void Estimate_OfAPart_IsNearTheTruth()
    {
        DistinctKeys keys = Of([.. Enumerable.Range(0, 50_000)], 2000);
        Assert.False(keys.IsWhole);
        Assert.InRange(keys.Estimate, 45_000, 55_000);
    }

    [Fact]
    public void Add_MoreThanSixtyFourTimesTheLimit_GivesUpAndSaysSo()
    {
        DistinctKeys keys = Of([.. Enumerable.Range(0, 20_000)], 16);
        Assert.True(keys.GaveUp);
        Assert.False(keys.IsWhole);
        Assert.Throws<InvalidOperationException>(keys.BeginNextPass);
    }

    private static ulong Second(ulong hash) => Hashing.Mix(hash);

    private static DistinctKeys Of(int[] values, int most)
    {
        var keys = new DistinctKeys(most, wide: false);
        foreach (int value in values) keys.Add(Hashing.OfInt64(value));
        return keys;
    }
}
