using CsCheck;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class SplitTests
{
    private static Dataset Labelled(params int[] sizes)
    {
        int[] labels = [.. sizes.SelectMany((size, label) => Enumerable.Repeat(label, size))];
        return new Dataset(new IntegerColumn("row", Enumerable.Range(0, labels.Length).Select(i => (long)i).ToArray()),
            CategoryColumn.FromValues("y", labels.Select(label => $"c{label:00}"))).WithRole("y", ColumnRole.Label);
    }

    private static long[] Rows(Dataset data) => ((IntegerColumn)data["row"]).Values.ToArray();

    [Fact]
    public void Split_AnyKind_PartitionsInOrderWithExactSize() =>
        (from sizes in Gen.Int[1, 40].Array[2, 5] from fraction in Gen.Double[0.01, 0.99] from seed in Gen.ULong from kind in Gen.Int[0, 2].Select(i => (SplitKind)i) select (sizes, fraction, seed, kind)).Sample(t =>
        {
            Dataset data = Labelled(t.sizes);
            (Dataset train, Dataset test) = data.Split(t.fraction, t.seed, t.kind);
            Assert.Equal(Math.Clamp((int)Math.Round(data.RowCount * t.fraction, MidpointRounding.AwayFromZero), 1, data.RowCount - 1), test.RowCount);
            Assert.Equal(Rows(train).Order(), Rows(train));
            Assert.Equal(Rows(test).Order(), Rows(test));
            Assert.Equal(Rows(data), Rows(train).Concat(Rows(test)).Order());
            Assert.Equal(Rows(test), Rows(data.Split(t.fraction, t.seed, t.kind).Test));
        }, iter: 100);

    [Fact]
    public void Split_Stratified_SharesClassesByLargestRemainderAndKeepsSingletons()
    {
        (Dataset train, Dataset test) = Labelled(70, 25, 4, 1).Split(0.2, 7);
        Assert.Equal([14, 5, 1, 0], Counts(test));
        Assert.Equal([56, 20, 3, 1], Counts(train));
        static int[] Counts(Dataset part) => [.. Enumerable.Range(0, 4).Select(c => ((CategoryColumn)part["y"]).Codes.ToArray().Count(code => code == c))];
    }

    [Fact]
    public void Split_Golden_NeverChanges()
    {
        Dataset data = Labelled(12, 8);
        Assert.Equal("7,8,12,17", string.Join(',', Rows(data.Split(0.2, 42).Test)));
        Assert.Equal("1,7,8,11", string.Join(',', Rows(data.Split(0.2, 42, SplitKind.Random).Test)));
    }

    [Fact]
    public void Folds_Stratified_DifferByOneRowAtMostInTotalAndPerClass() =>
        (from sizes in Gen.Int[1, 40].Array[2, 5] from count in Gen.Int[2, 6] from seed in Gen.ULong select (sizes, count, seed)).Where(t => t.sizes.Sum() >= t.count).Sample(t =>
        {
            Dataset data = Labelled(t.sizes);
            Fold[] folds = [.. data.Folds(t.count, t.seed)];
            Assert.InRange(folds.Max(f => f.Validation.RowCount) - folds.Min(f => f.Validation.RowCount), 0, 1);
            for (int c = 0; c < t.sizes.Length; c++)
            {
                int[] counts = [.. folds.Select(f => ((CategoryColumn)f.Validation["y"]).Codes.ToArray().Count(code => code == c))];
                Assert.InRange(counts.Max() - counts.Min(), 0, 1);
            }

            Assert.Equal(Enumerable.Range(0, data.RowCount), folds.SelectMany(f => f.ValidationRows.ToArray()).Order());
            Assert.All(folds, f => Assert.Equal(Rows(data), Rows(f.Train).Concat(Rows(f.Validation)).Order()));
            Assert.All(folds, f => Assert.Equal(f.ValidationRows.ToArray().Select(r => (long)r), Rows(f.Validation)));
        }, iter: 50);

    [Fact]
    public void SplitAndFolds_Grouped_NeverTearAGroup() =>
        (from groups in Gen.Int[0, 12].Array[30, 60] from seed in Gen.ULong select (groups, seed)).Sample(t =>
        {
            Dataset data = Labelled(t.groups.Length).With(new NumberColumn("g", t.groups.Select(g => g == 0 ? double.NaN : g).ToArray()), ColumnRole.Group);
            foreach (Fold part in data.Folds(3, t.seed).Append(new Fold(data.Split(0.3, t.seed).Train, data.Split(0.3, t.seed).Test, default)))
            {
                Assert.Equal(data.RowCount, part.Train.RowCount + part.Validation.RowCount);
                Assert.NotEqual(0, part.Train.RowCount);
                Assert.NotEqual(0, part.Validation.RowCount);
                Assert.Empty(Groups(part.Train).Intersect(Groups(part.Validation)));
            }

            static IEnumerable<double> Groups(Dataset part) => ((NumberColumn)part["g"]).Values.ToArray().Where(g => !double.IsNaN(g));
        }, iter: 50);

    [Fact]
    public void TimeOrdered_Shuffled_TestsTheFuture()
    {
        var ticks = new long[] { 5, 3, 9, 1, 7, 2, 8, 4, 6, 0 };
        Dataset data = Labelled(10).With(new TimestampColumn("t", ticks), ColumnRole.Time);
        (Dataset train, Dataset test) = data.Split(0.3, 0, SplitKind.TimeOrdered);
        Assert.Equal([2, 4, 6], Rows(test));
        Assert.Equal([0, 1, 3, 5, 7, 8, 9], Rows(train));
        Fold[] folds = [.. data.Folds(3, 0, SplitKind.TimeOrdered)];
        Assert.Equal([3, 3, 2, 2], [folds[0].Train.RowCount, .. folds.Select(f => f.Validation.RowCount)]);
        Assert.All(folds, f => Assert.True(f.Train["t"].Slice(0, f.Train.RowCount) is TimestampColumn a && f.Validation["t"] is TimestampColumn b && a.Ticks.ToArray().Max() < b.Ticks.ToArray().Min()));
    }

    [Fact]
    public void Split_BadInput_NamesPlaceAndRemedy()
    {
        Dataset data = Labelled(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(double.NaN));
        Assert.Contains("has 3", Assert.Throws<ArgumentException>(() => data.Folds(4)).Message);
        Assert.Contains("has 1", Assert.Throws<ArgumentException>(() => data.Head(1).Split()).Message);
        Assert.Contains("ColumnRole.Time", Assert.Throws<ArgumentException>(() => data.Split(kind: SplitKind.TimeOrdered)).Message);
        Assert.Contains("ColumnRole.Group", Assert.Throws<ArgumentException>(() => data.Folds(2, kind: SplitKind.Grouped)).Message);
        Assert.Contains("'g'", Assert.Throws<ArgumentException>(() => data.With(new NumberColumn("g", new double[3]), ColumnRole.Group).Split()).Message);
        Assert.Contains("Row 1", Assert.Throws<MlopsException>(() => data.With(new NumberColumn("t", new[] { 1, double.NaN, 2 }), ColumnRole.Time).Split(kind: SplitKind.TimeOrdered)).Message);
    }

    [Fact]
    public void Split_NumberLabel_StratifiesByTenths()
    {
        Dataset data = Labelled(100).With(new NumberColumn("v", Enumerable.Range(0, 100).Select(i => (double)i).ToArray())).WithRole("v", ColumnRole.Label);
        double[] test = ((NumberColumn)data.Split(0.1, 3, SplitKind.Stratified).Test["v"]).Values.ToArray();
        Assert.Equal(Enumerable.Range(0, 10), test.Select(v => (int)v / 10));
    }

    [Fact]
    public void SampleAndShuffle_Seeded_KeepRows()
    {
        Dataset data = Labelled(50);
        Assert.Equal(Rows(data), Rows(data.Shuffle(3)).Order());
        Assert.NotEqual(Rows(data), Rows(data.Shuffle(3)));
        Assert.Equal(Rows(data.Sample(10, 1)), Rows(data.Sample(10, 1)).Distinct().Order());
        Assert.Equal(50, data.Sample(80).RowCount);
    }
}
