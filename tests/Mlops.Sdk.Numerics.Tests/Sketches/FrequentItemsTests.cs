using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class FrequentItemsTests
{
    [Fact]
    public void CountOf_AnyStreamAndCut_BoundsTheTruth() =>
        Gen.Select(Gen.Int[1, 12], Gen.Double[0.05, 1].Array[0, 3000], Gen.Int[0, 3000]).Sample((capacity, draws, cut) =>
        {
            long[] items = [.. draws.Select(d => (long)(1 / d / d))];
            FrequentItems<long> first = new(capacity), second = new(capacity);
            for (int i = 0; i < items.Length; i++)
                (i < cut ? first : second).Add(items[i]);
            first.Merge(second);
            Assert.Equal(items.Length, first.TotalCount);
            Assert.True(first.Offset <= items.Length / (capacity + 1.0));
            Dictionary<long, int> truth = items.CountBy(i => i).ToDictionary();
            foreach ((long item, int count) in truth)
            {
                (long lower, long upper) = first.CountOf(item);
                Assert.InRange(count, lower, upper);
                if (truth.Count <= 2 * capacity)
                    Assert.Equal(lower, upper);
            }
        }, iter: 60);

    [Fact]
    public void Top_TextItems_IsOrderedAndRoundTrips()
    {
        var items = new FrequentItems<string>(4);
        foreach (string word in "b a c a b d".Split(' '))
            items.Add(word.AsSpan());
        items.Add("a", 5);
        Assert.Equal([("a", 7L), ("b", 2L), ("c", 1L)], items.Top(3).Select(i => (i.Item, i.LowerCount)));
        using var stream = new MemoryStream();
        items.WriteTo(new BinaryWriter(stream));
        stream.Position = 0;
        FrequentItems<string> read = FrequentItems<string>.ReadFrom(new BinaryReader(stream), r => r.ReadString());
        Assert.Equal(items.Top(9), read.Top(9));
        Assert.True(read.IsExact);
        byte[] bad = stream.ToArray();
        bad[4] = 1;
        Assert.Throws<InvalidDataException>(() => FrequentItems<string>.ReadFrom(new BinaryReader(new MemoryStream(bad)), r => r.ReadString()));
    }
}
