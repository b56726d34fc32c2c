namespace Mlops.Sdk.Profiling.Tests;

public sealed class RowHasherTests
{
    [Fact]
    public void Hash_EqualRows_AreEqualWhateverHoldsThem()
    {
        Dataset first = new(new NumberColumn("x", new[] { 0.0, double.NaN, 1 }), CategoryColumn.FromValues("c", ["a", null, "b"]), new IntegerColumn("i", new long[] { 5, 0, 7 }, MissingMask.Create(3, row => row == 1)));
        Dataset second = new(
            new NumberColumn("x", new[] { -0.0, double.NaN, 1, double.NaN }, MissingMask.Create(4, row => row == 1)), new CategoryColumn("c", new[] { 2, -1, 0, -1 }, new CategoryLevels(["b", "unused", "a"])),
            new IntegerColumn("i", new long[] { 5, 99, 7, 0 }, MissingMask.Create(4, row => row is 1 or 3)));
        ulong[] one = Hash(first), other = Hash(second);
        Assert.Equal(one, other.Take(3));
        Assert.NotEqual(other[1], other[3]);
    }

    [Fact]
    public void Hash_StructuredRows_DoNotCollide()
    {
        const int Side = 400;
        int rows = Side * Side;
        long[] a = new long[rows], b = new long[rows];
        double[] x = new double[rows];
        for (int row = 0; row < rows; row++) (a[row], b[row], x[row]) = (row / Side, row % Side, row % Side * 0.25);
        Assert.Equal(rows, Hash(new Dataset(new IntegerColumn("a", a), new IntegerColumn("b", b))).Distinct().Count());
        Assert.Equal(rows, Hash(new Dataset(new NumberColumn("x", x), new IntegerColumn("a", a), new NumberColumn("y", Array.ConvertAll(x, v => v * 1e9)))).Distinct().Count());
        Assert.Equal(rows, Hash(new Dataset(new NumberColumn("x", Array.ConvertAll(a, v => (double)v)), new NumberColumn("y", Array.ConvertAll(b, v => -(double)v)))).Distinct().Count());
    }

    [Fact]
    public void Hash_ThreeReadings_DifferByWhatTheyLeaveOut()
    {
        Dataset data = new Dataset(new IntegerColumn("id", new long[] { 1, 2, 3 }), new NumberColumn("x", new[] { 1.0, 1, 1 }), new FlagColumn("y", new[] { true, true, false })).WithRole("id", ColumnRole.Id).WithRole("y", ColumnRole.Label);
        ulong[] features = new ulong[3], withoutIds = new ulong[3], all = new ulong[3];
        new RowHasher(data.Schema).Hash(data, features, withoutIds, all);
        Assert.Equal((1, 2, 3), (features.Distinct().Count(), withoutIds.Distinct().Count(), all.Distinct().Count()));
    }

    private static ulong[] Hash(Dataset data)
    {
        var all = new ulong[data.RowCount];
        new RowHasher(data.Schema).Hash(data, default, default, all);
        return all;
    }
}
