using CsCheck;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class DerivedColumnTests
{
    private static readonly Dataset Prices = new Dataset(
        CategoryColumn.FromValues("shop", ["a", "b", "a", "b", "a", null]),
        new TimestampColumn("day", new long[] { 3, 1, 1, 2, 2, 5 }),
        new IntegerColumn("price", new long[] { 30, 11, 10, 0, 0, 99 }, MissingMask.FromWords(new ulong[] { 0b011000 }, 6)))
        .WithRole("shop", ColumnRole.Group).WithRole("day", ColumnRole.Time);

    private static object?[] Values(Dataset data, string column) => [.. Enumerable.Range(0, data.RowCount).Select(data[column].GetValue)];

    [Fact]
    public void Lag_GroupAndTime_LooksBackWithinTheGroup()
    {
        Assert.Equal([null, null, null, 11L, 10L, null], Values(Prices.Lag("price"), "price_lag1"));
        Assert.Equal([10L, null, null, null, null, null], Values(Prices.Lag("price", 2), "price_lag2"));
        Assert.Equal([null, 30L, 11L, 10L, null, null], Values(Prices.Select("price").Lag("price"), "price_lag1"));
    }

    [Fact]
    public void ForwardFill_GroupAndTime_FillsFromThePast()
    {
        Assert.Equal([30L, 11L, 10L, 11L, 10L, 99L], Values(Prices.ForwardFill("price"), "price"));
        Assert.Equal(ColumnRole.Group, Prices.ForwardFill("shop").Schema["shop"].Role);
    }

    [Fact]
    public void History_AnyColumn_DoesNotSeeTheFuture() =>
        (from seed in Gen.ULong[0, 1000] from rows in Gen.Int[2, 40] from cut in Gen.Int[1, 40] select (seed, rows, cut)).Where(t => t.cut < t.rows).Sample(t =>
        {
            Dataset data = DatasetGenerator.Create(t.seed, t.rows);
            foreach (Column column in data.Columns)
            {
                Dataset whole = data.Lag(column.Name).ForwardFill(column.Name), past = data.Head(t.cut).Lag(column.Name).ForwardFill(column.Name);
                foreach (string name in (string[])[column.Name, column.Name + "_lag1"])
                    Assert.Equal(Values(past, name), Values(whole.Head(t.cut), name));
            }
        }, iter: 30);

    [Fact]
    public void Lag_BadInput_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Lag("price", 0));
        Assert.Contains("'price'", Assert.Throws<ArgumentException>(() => Prices.Lag("prices")).Message);
        Assert.Equal("MLO1021", Assert.Throws<MlopsException>(() => Prices.WithRole("shop", ColumnRole.Time).Lag("price")).Code);
    }

    [Fact]
    public void Derive_EveryType_ComputesRows()
    {
        Dataset data = Prices.Derive("double", row => row.Number("price") * 2).DeriveFlag("dear", row => row.IsMissing("price") ? null : row.Number("price") > 20)
            .DeriveText("note", row => row.IsMissing("shop") ? null : row.Text("shop") + row.Index).DeriveCategory("shop", row => row.Text("shop") + "!");
        Assert.Equal([60d, 22d, 20d, null, null, 198d], Values(data, "double"));
        Assert.Equal([true, false, false, null, null, true], Values(data, "dear"));
        Assert.Equal(["a0", "b1", "a2", "b3", "a4", null], Values(data, "note"));
        Assert.Equal((ColumnRole.Group, "!"), (data.Schema["shop"].Role, Values(data, "shop")[5]));
    }

    [Fact]
    public void SortBy_TwoColumns_IsStableWithMissingLast()
    {
        Assert.Equal([10L, 11L, 30L, 99L, null, null], Values(Prices.SortBy("price"), "price"));
        Assert.Equal([99L, 30L, 11L, 10L, null, null], Values(Prices.SortBy("price", descending: true), "price"));
        Assert.Equal([10L, null, 30L, 11L, null, 99L], Values(Prices.SortBy("day").SortBy("shop"), "price"));
    }

    [Fact]
    public void AppendOfSlices_AnyDataset_IsTheWhole() =>
        (from seed in Gen.ULong[0, 1000] from rows in Gen.Int[0, 150] from batch in Gen.Int[1, 70] select (seed, rows, batch)).Sample(t =>
        {
            Dataset data = DatasetGenerator.Create(t.seed, t.rows, new() { Label = true });
            Dataset joined = Dataset.Concat(data.AsSource().ReadBatches(t.batch).DefaultIfEmpty(data));
            Assert.Equal(data.Schema, joined.Schema);
            foreach (Column column in data.Columns) Assert.Equal(Values(data, column.Name), Values(joined, column.Name));
            Assert.Equal(data.AsSource().ToDataset().RowCount, t.rows);
        }, iter: 50);

    [Fact]
    public void Append_OtherTypes_WidensOrNamesEveryColumn()
    {
        var first = new Dataset(new IntegerColumn("n", new long[] { 1 }), CategoryColumn.FromValues("c", ["z"]), new NumberColumn("gap", new[] { double.NaN }));
        var second = new Dataset(CategoryColumn.FromValues("c", ["a"]), new NumberColumn("n", new[] { 0.5 }), TextColumn.FromValues("gap", ["t"]));
        Dataset both = first.Append(second);
        Assert.Equal([1d, 0.5], Values(both, "n"));
        Assert.Equal(["a", "z"], ((CategoryColumn)both["c"]).Levels.Names);
        Assert.Equal([null, "t"], Values(both, "gap"));
        string message = Assert.Throws<ArgumentException>(() => first.Append(second.Rename("n", "m").Rename("gap", "gaps"))).Message;
        Assert.All(["'n'", "'m'", "'gap'", "'gaps'"], name => Assert.Contains(name, message));
        Assert.Contains("column 'n' is Integer and Category", Assert.Throws<ArgumentException>(() => first.Append(second.With(CategoryColumn.FromValues("n", ["x"])))).Message);
    }
}
