using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Texts;

public sealed class VariantTests
{
    [Fact]
    public void Variants_OfCapitalsAndSpaces_AreGroups()
    {
        string[] values = [.. Enumerable.Repeat("Berlin", 50), .. Enumerable.Repeat("berlin ", 3), "BERLIN", .. Enumerable.Repeat("New York", 20), "new  york", "Rome", "Rom"];
        foreach (Column column in (Column[])[TextColumn.FromValues("x", values), CategoryColumn.FromValues("x", values)])
        {
            SpellingVariants variants = new Dataset(column).Profile()["x"].Text!.Variants;
            Assert.Equal((2.0, true), (variants.Groups, variants.IsExact));
            Assert.Equal([("Berlin", 50L), ("berlin ", 3L), ("BERLIN", 1L)], variants.Examples[0].Spellings.Select(one => (one.Text, one.Count)));
            Assert.Equal([("New York", 20L), ("new  york", 1L)], variants.Examples[1].Spellings.Select(one => (one.Text, one.Count)));
        }
    }

    [Fact]
    public void Variants_OfManyTexts_AreWithinTheBounds()
    {
        int outside = 0;
        for (ulong seed = 0; seed < 60; seed++)
        {
            var random = new RandomStream(seed);
            var sketch = new SpellingSketch();
            int texts = 2000 + random.NextInt32(6000), varied = random.NextInt32(texts / 4);
            for (int text = 0; text < texts; text++)
            {
                ulong folded = random.NextUInt64();
                for (int spelling = 0; spelling < (text < varied ? 2 : 1); spelling++) sketch.Add(folded, random.NextUInt64(), "x"u8, 1);
            }

            Dataset data = new(TextColumn.FromValues("x", Enumerable.Range(0, 600).Select(i => $"v{i}")));
            SpellingVariants variants = VariantFacts.Of(DatasetSummary.Compute(data, new() { ExactValues = 100, SampledValues = 16 })["x"], sketch, 5, (text, _) => text);
            outside += varied < variants.LeastGroups || varied > variants.MostGroups ? 1 : 0;
            Assert.InRange(sketch.Distinct, texts * 0.75, texts * 1.25);
        }

        Assert.InRange(outside, 0, 2);
    }

    [Fact]
    public void NearDuplicates_RareNearFrequent_AreFound()
    {
        string[] values = [.. Enumerable.Repeat("California", 2410), .. Enumerable.Repeat("Californa", 3), .. Enumerable.Repeat("Texas", 900), "Texsa", .. Enumerable.Repeat("Nevada", 500), .. Enumerable.Repeat("Alaska", 400), .. Enumerable.Repeat("Room 101", 300), "Room 102", .. Enumerable.Repeat("nevada", 4)];
        NearDuplicate[] near = [.. new Dataset(CategoryColumn.FromValues("x", values)).Profile()["x"].Text!.NearDuplicates];
        Assert.Equal([new("Californa", 3, "California", 2410, 1), new NearDuplicate("Texsa", 1, "Texas", 900, 1)], near);
    }

    [Fact]
    public void Distance_AnyTexts_EqualsTheDefinition() => Gen.Select(Gen.Char["abc"].Array[0, 12], Gen.Char["abc"].Array[0, 12], Gen.Int[0, 4]).Sample((a, b, most) =>
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                table[i, j] = Math.Min(table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        Assert.Equal(Math.Min(most + 1, table[a.Length, b.Length]), EditDistance.Of(a, b, most));
    }, iter: 20_000);
}
