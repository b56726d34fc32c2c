using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class DuplicateTests
{
    [Fact]
    public void Duplicates_SmallTable_AreThoseOfPandas()
    {
        // pandas 1.5.3: df.duplicated().sum() 3, df.duplicated(keep=False).sum() 5; missing equals missing, 0.0 equals -0.0.
        Dataset data = new Dataset(
            new NumberColumn("x", new[] { 1, 0.0, 1, -0.0, double.NaN, double.NaN, 2, 1 }),
            CategoryColumn.FromValues("c", ["a", "b", "a", "b", null, "z", "q", "a"]));
        DuplicateRows rows = data.Profile().Duplicates!.Rows;
        Assert.Equal((8, 3, 2, 5, true), (rows.Rows, rows.RepeatedRows, rows.RepeatedGroups, rows.RowsInGroups, rows.IsExact));
        Assert.Equal((3, 0L), (rows.Examples[0].Count, rows.Examples[0].FirstRow));
        Assert.Equal(["1", "a"], rows.Examples[0].Values);
        Assert.Equal(2, rows.Examples.Length);
    }

    [Fact]
    public void Duplicates_IdsAndLabel_AreLeftOutOnRequest()
    {
        Dataset data = new Dataset(
            new IntegerColumn("id", new long[] { 1, 2, 3, 4, 5, 5 }), new NumberColumn("x", new[] { 1.0, 1, 1, 2, 3, 3 }), CategoryColumn.FromValues("y", ["no", "no", "yes", "yes", null, null]))
            .WithRole("id", ColumnRole.Id).WithRole("y", ColumnRole.Label);
        DuplicateProfile duplicates = data.Profile().Duplicates!;
        Assert.Equal((1, 2, 3), (duplicates.Rows.RepeatedRows, duplicates.WithoutIds!.RepeatedRows, duplicates.WithoutLabel!.RepeatedRows));
        Assert.Equal(["id"], duplicates.WithoutIds.Ignored);
        Assert.Equal(["id", "y"], duplicates.WithoutLabel.Ignored);
        Assert.Equal((1, 3, 0.75, true), (duplicates.Conflicts!.Groups, duplicates.Conflicts.Rows, duplicates.Conflicts.Ceiling, duplicates.Conflicts.IsAccuracy));
    }

    [Fact]
    public void Duplicates_ManyRows_AreEstimatedWithinTheBound()
    {
        var random = new RandomStream(8);
        const int Rows = 120_000;
        long[] values = [.. Enumerable.Range(0, Rows).Select(i => i % 20 == 0 ? random.NextInt32(3_000) : 1_000_000L + i)];
        values.AsSpan(500, 4000).Fill(42);
        long repeated = Rows - values.Distinct().Count();
        DuplicateRows rows = new Dataset(new IntegerColumn("v", values)).Profile(new() { Summary = new() { ExactValues = 5000 } }).Duplicates!.Rows;
        Assert.False(rows.IsExact);
        Assert.InRange(repeated, rows.RepeatedRows - rows.RepeatedRowsBound, rows.RepeatedRows + rows.RepeatedRowsBound);
        Assert.Contains(rows.Examples, example => example.Values is ["42"]);
    }

    [Fact]
    public void OverlapWith_SharedRows_AreCountedWithAndWithoutTheLabel()
    {
        Dataset train = new Dataset(new NumberColumn("x", new[] { 1, 2, double.NaN, 4 }), CategoryColumn.FromValues("c", ["a", "b", null, "d"]), CategoryColumn.FromValues("y", ["no", "yes", "no", "no"])).WithRole("y", ColumnRole.Label);
        Dataset test = new(CategoryColumn.FromValues("c", ["b", "b", null, "d", "new"]), new IntegerColumn("x", new long[] { 2, 2, 0, 5, 1 }, MissingMask.Create(5, row => row == 2)), CategoryColumn.FromValues("y", ["yes", "no", "no", "no", "no"]));
        RowOverlap overlap = train.OverlapWith(test);
        Assert.Equal((4, 5, 3, 2, 0.0, true), (overlap.Rows, overlap.OtherRows, overlap.SharedFeatures, overlap.SharedRows!.Value, overlap.Bound, overlap.IsExact));
        Assert.Equal(["x", "c", "y"], overlap.Columns);
        Assert.Null(train.OverlapWith(test.Drop("y")).SharedRows);
        Assert.Equal(0, train.OverlapWith(test.Slice(0, 0)).SharedShare);
        Assert.Throws<SchemaMismatchException>(() => train.OverlapWith(test.Drop("x")));
    }

    [Fact]
    public void OverlapWith_MoreKeysThanFit_HoldsItsBound()
    {
        Dataset train = Rows(0, 60_000), test = Rows(50_000, 20_000);
        RowOverlap overlap = OverlapExtensions.OverlapWith(train.AsSource(), test.AsSource(), 5000, null, default);
        Assert.False(overlap.IsExact);
        Assert.InRange(10_000, overlap.SharedFeatures - overlap.Bound, overlap.SharedFeatures + overlap.Bound);
        Assert.InRange(overlap.Bound, 1, 1500);
        Assert.InRange(10_000, overlap.SharedRows!.Value - overlap.Bound, overlap.SharedRows.Value + overlap.Bound);
    }

    private static Dataset Rows(int first, int count) => new Dataset(
        new IntegerColumn("x", Enumerable.Range(first, count).Select(i => (long)i).ToArray()), new FlagColumn("y", Enumerable.Range(first, count).Select(i => i % 3 == 0).ToArray())).WithRole("y", ColumnRole.Label);
}
