using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class FrequentKeysTests
{
    [Fact]
    public void Bounds_AnyStreamAndMerge_HoldTheTrueCount() =>
        (from values in Gen.Int[0, 60].Select(n => (ulong)n * (ulong)n / 40).Array[0, 600] from cut in Gen.Int[0, 600] select (values, cut)).Sample(t =>
        {
            FrequentKeys one = new(8), other = new(8);
            for (int i = 0; i < t.values.Length; i++) (i < t.cut ? one : other).Add(Hashing.Mix(t.values[i]));
            one.Merge(other);
            one.Merge(FrequentKeys.Of(8, [.. t.values.GroupBy(Hashing.Mix).Select(group => new KeyCount(group.Key, group.Count()))]));
            Assert.Equal(2 * t.values.Length, one.TotalCount);
            Assert.InRange(one.Offset, 0, one.TotalCount / 9);
            foreach (IGrouping<ulong, ulong> group in t.values.GroupBy(value => value))
                Assert.InRange(2 * group.Count(), one.LowerCountOf(Hashing.Mix(group.Key)), one.LowerCountOf(Hashing.Mix(group.Key)) + one.Offset);
            using var stream = new MemoryStream();
            one.WriteTo(new BinaryWriter(stream));
            stream.Position = 0;
            Assert.Equal(one.Sorted(), FrequentKeys.ReadFrom(new BinaryReader(stream)).Sorted());
        });

    [Fact]
    public void Of_MoreKeysThanAreKept_TakesTheNextCountAway()
    {
        KeyCount[] keys = [.. Enumerable.Range(1, 1000).Select(i => new KeyCount(Hashing.Mix((ulong)i), i))];
        FrequentKeys summary = FrequentKeys.Of(10, keys);
        Assert.Equal((990L, 10), (summary.Offset, summary.Count));
        Assert.Equal(10, summary.LowerCountOf(Hashing.Mix(1000)));
        summary.Purge(3);
        Assert.Equal((997L, 3), (summary.Offset, summary.Count));
    }
}
