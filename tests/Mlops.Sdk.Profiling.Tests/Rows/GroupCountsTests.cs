using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class GroupCountsTests
{
    [Fact]
    public void Counts_AnyCut_AreTheSameBytes() =>
        Gen.Select(Gen.Int[0, 700].Array[0, 900], Tables.Parts, Gen.ULong).Sample((keys, parts, seed) =>
        {
            ulong[] hashes = [.. keys.Select(key => Hashing.OfInt64(key / 2))], labels = [.. keys.Select(key => (ulong)(key % 3))];
            foreach ((int whole, int sampled) in (ReadOnlySpan<(int, int)>)[(2000, 100), (50, 40), (0, 30)])
            {
                GroupCounts one = new(whole, sampled), merged = new(whole, sampled);
                one.Add(hashes, labels, [], 0);
                var random = new RandomStream(seed);
                int[] ends = [0, .. Enumerable.Range(1, parts - 1).Select(_ => random.NextInt32(keys.Length + 1)).Order(), keys.Length];
                for (int i = 1; i < ends.Length; i++)
                {
                    GroupCounts part = new(whole, sampled);
                    part.Add(hashes.AsSpan(ends[i - 1]..ends[i]), labels.AsSpan(ends[i - 1]..ends[i]), [], 0);
                    merged.Merge(part, ends[i - 1]);
                }

                byte[] bytes = Tables.Bytes(one.WriteTo);
                Assert.Equal(bytes, Tables.Bytes(merged.WriteTo));
                GroupCounts read = new(whole, sampled);
                read.ReadFrom(new BinaryReader(new MemoryStream(bytes)));
                Assert.Equal(bytes, Tables.Bytes(read.WriteTo));
                Model(one, hashes, labels);
            }
        }, iter: 40);

    [Fact]
    public void Add_FewKeysWhereManyMayBeKept_TakesRoomForFew()
    {
        ulong[] keys = [.. Enumerable.Range(0, 20_000).Select(key => Hashing.OfInt64(key))];
        var counts = new GroupCounts(100_000_000, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        counts.Add(keys, [], [], 0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, keys.Length * 32, 8 << 20);
        Assert.Equal(keys.Length, counts.Sorted().Entries.Length);
    }

    private static void Model(GroupCounts counts, ulong[] hashes, ulong[] labels)
    {
        var expected = hashes.Zip(labels).Select((pair, row) => (pair, row)).GroupBy(one => one.pair).OrderBy(group => group.Key)
            .Select(group => (group.Key.First, group.Key.Second, group.LongCount(), (long)group.First().row));
        GroupEntry[] entries = counts.Sorted().Entries.ToArray();
        Assert.Equal(expected.Take(entries.Length), entries.Select(entry => (entry.Key, entry.Label, entry.Count, entry.First)));
        Assert.Equal(hashes.Length, counts.Rows);
        if (counts.IsExact) Assert.Equal(expected.Count(), entries.Length);
    }

    [Theory]
    [InlineData(0.0, 1, 2)]
    [InlineData(0.02, 1, 2)]
    [InlineData(0.3, 2, 6)]
    [InlineData(0.00002, 20000, 20001)]
    public void Estimates_SampledKeys_HoldTheirBounds(double share, int least, int most)
    {
        int inside = 0;
        for (ulong seed = 0; seed < 12; seed++)
        {
            var random = new RandomStream(seed);
            var counts = new GroupCounts(1000, 2000);
            long rows = 0, repeated = 0, groups = 0, inGroups = 0;
            var keys = new List<ulong>();
            for (int key = 0; rows < 100_000; key++)
            {
                int count = random.NextDouble() < share || (share < 0.001 && share > 0 && key == 7) ? 1 + least + random.NextInt32(most - least) : 1;
                for (int i = 0; i < count; i++) keys.Add(Hashing.Combine(seed, (ulong)key));
                (rows, repeated, groups, inGroups) = (rows + count, repeated + count - 1, groups + (count > 1 ? 1 : 0), inGroups + (count > 1 ? count : 0));
            }

            counts.Add(keys.ToArray(), [], [], 0);
            Assert.False(counts.IsExact);
            var estimate = GroupEstimate.Of(counts);
            inside += Holds(estimate.Repeated, repeated) && Holds(estimate.Groups, groups) && Holds(estimate.InGroups, inGroups) ? 1 : 0;
        }

        Assert.InRange(inside, 11, 12);
    }

    [Fact]
    public void Conflicts_SampledKeys_HoldTheirBounds()
    {
        var random = new RandomStream(4);
        int rows = 60_000;
        int[] features = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt32(20_000))], labels = [.. features.Select(f => random.NextInt32(10) == 0 ? 1 - (f % 2) : f % 2)];
        ulong[] keys = [.. features.Select(f => Hashing.OfInt64(f))];
        GroupCounts exact = new(100_000, 1000), sampled = new(1000, 2000), numbers = new(100_000, 1000), sampledNumbers = new(1000, 2000);
        exact.Add(keys, [.. labels.Select(l => (ulong)l)], [], 0);
        sampled.Add(keys, [.. labels.Select(l => (ulong)l)], [], 0);
        numbers.Add(keys, [], [.. labels.Select(l => (double)l)], 0);
        sampledNumbers.Add(keys, [], [.. features.Select(f => (f % 7) + random.NextGaussian())], 0);
        LabelConflicts truth = LabelConflictFinder.Find(exact)!, estimate = LabelConflictFinder.Find(sampled)!, same = LabelConflictFinder.Find(numbers)!;

        var groups = features.Zip(labels).GroupBy(pair => pair.First, pair => pair.Second).ToArray();
        Assert.Equal(groups.Count(group => group.Distinct().Count() > 1), truth.Groups);
        Assert.Equal(groups.Where(group => group.Distinct().Count() > 1).Sum(group => group.Count()), truth.Rows);
        Assert.Equal(groups.Sum(group => Math.Max(group.Sum(), group.Count() - group.Sum())) / (double)rows, truth.Ceiling, 1e-12);
        Assert.True(truth.IsExact && truth.IsAccuracy && !estimate.IsExact);
        Assert.Equal((truth.Groups, truth.Rows, true), (same.Groups, same.Rows, same.IsAccuracy));
        Assert.Equal(truth.Ceiling, same.Ceiling, 1e-12);
        Assert.InRange(truth.Ceiling, estimate.Ceiling - estimate.CeilingBound, estimate.Ceiling + estimate.CeilingBound);
        Assert.InRange(truth.Rows, estimate.Rows - estimate.RowsBound, estimate.Rows + estimate.RowsBound);
        LabelConflicts regression = LabelConflictFinder.Find(sampledNumbers)!;
        Assert.False(regression.IsAccuracy);

        // The labels' variance is 4 between and 1 within; of a group of three rows two thirds of the latter are seen.
        Assert.Equal(1 - (1 * (1 - (20_000.0 / rows)) / 5), regression.Ceiling, 0.03);
    }

    private static bool Holds(Estimate estimate, double truth) => Math.Abs(estimate.Value - truth) <= estimate.Bound;
}
