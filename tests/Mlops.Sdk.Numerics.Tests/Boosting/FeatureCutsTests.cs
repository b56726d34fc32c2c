using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class FeatureCutsTests
{
    [Fact]
    public void Of_FewValues_CutsBetweenAllOfThem() =>
        Assert.Equal([1.5f, 2.5f, 6f], FeatureCuts.Of((float[])[3, 1, 9, float.NaN, 2, 1, 9, 3], 4));

    // 776 values, the small ones frequent: bins that hold whole values overshoot, and must not leave others unused.
    [Fact]
    public void Of_FrequentValuesWithALongTail_UsesTheBinsThatThereAre()
    {
        float[] values = [.. Enumerable.Range(1, 776).SelectMany(value => Enumerable.Repeat((float)value, 1 + (400 / (value + 3))))];
        Assert.InRange(FeatureCuts.Of(values, 255).Length, 245, 254);
    }

    [Fact]
    public void Of_AnyCounts_CutsRiseLieBetweenValuesAndBinsHoldTheirShare() =>
        Gen.Select(Gen.Int[1, 60].Array[40, 200], Gen.Int[2, 32]).Sample((counts, bins) =>
        {
            float[] values = [.. counts.SelectMany((count, value) => Enumerable.Repeat((float)value, count))];
            float[] cuts = FeatureCuts.Of((float[])values.Clone(), bins);
            Assert.InRange(cuts.Length, Math.Min(bins, 4) / 2, bins - 1);
            Assert.Equal(cuts.Order().Distinct(), cuts);
            Assert.All(cuts, cut => Assert.Equal(0.5f, cut - MathF.Floor(cut)));

            // A bin ends with the first value that fills its share, so it holds less than the share and one value more; the last may take what rounding leaves.
            var sizes = new int[cuts.Length + 1];
            foreach (float value in values) sizes[cuts.Count(cut => value > cut)]++;
            double share = (double)values.Length / bins;
            Assert.All(sizes[..^1], size => Assert.True(size <= 1.5 * share + counts.Max(), $"{size} rows in a bin, a share is {share}"));
        }, iter: 300);
}
