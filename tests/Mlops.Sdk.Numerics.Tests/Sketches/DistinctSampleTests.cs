using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class DistinctSampleTests
{
    private static byte[] Bytes(DistinctSample sample)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream)) sample.WriteTo(writer);
        return stream.ToArray();
    }

    private static DistinctSample Of(IEnumerable<long> values, int capacity = 16)
    {
        var sample = new DistinctSample(capacity);
        sample.Add(Array.ConvertAll([.. values], Hashing.OfInt64));
        return sample;
    }

    [Fact]
    public void Add_AnyStream_KeepsTheLeastKeysWithTheirCounts() =>
        Gen.Int[0, 80].Select(n => (long)n).Array[0, 400].Sample(values =>
        {
            DistinctSample sample = Of(values);
            KeyCount[] all = [.. values.GroupBy(Hashing.OfInt64).Select(group => new KeyCount(group.Key, group.Count())).OrderBy(one => one.Key)];
            Assert.Equal(all.Length <= 32, sample.IsComplete);
            Assert.Equal(all.Length <= 32 ? all : all[..16], sample.Sorted());
            Assert.Equal(all.Length <= 32 ? 1 : all[16].Key / 18446744073709551616.0, sample.Share);
            if (all.Length > 0) Assert.Equal(all[0].Count, sample.CountOf(all[0].Key));
        });

    [Fact]
    public void Merge_AnyPartsInAnyOrder_GivesTheBytesOfOnePass() =>
        (from values in Gen.Int[0, 120].Select(n => (long)n).Array[0, 500] from parts in Gen.Int[1, 7] from seed in Gen.ULong select (values, parts, seed)).Sample(t =>
        {
            var random = new RandomStream(t.seed);
            List<DistinctSample> samples = [.. Enumerable.Range(0, t.parts).Select(part => Of(t.values.Where((_, i) => i % t.parts == part)))];
            while (samples.Count > 1)
            {
                int into = random.NextInt32(samples.Count), from = (into + 1) % samples.Count;
                samples[into].Merge(samples[from]);
                samples.RemoveAt(from);
            }

            byte[] bytes = Bytes(Of(t.values));
            Assert.Equal(bytes, Bytes(samples[0]));
            Assert.Equal(bytes, Bytes(DistinctSample.ReadFrom(new BinaryReader(new MemoryStream(bytes)))));
        });

    [Fact]
    public void Singletons_OfALongStream_AreASampleOfTheDifferentValues()
    {
        // A third of 30,000 different values comes once, the others up to 50 times.
        var sample = new DistinctSample();
        for (long value = 0; value < 30_000; value++) sample.Add(Hashing.OfInt64(value), value % 3 == 0 ? 1 : 2 + (value % 49));
        Assert.InRange(sample.EstimateDistinct(), 27_500, 32_500);
        Assert.InRange(sample.Sorted().Count(one => one.Count == 1) / 1024.0, 0.28, 0.39);
    }
}
