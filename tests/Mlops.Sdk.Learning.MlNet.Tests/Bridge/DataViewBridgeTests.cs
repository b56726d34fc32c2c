using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Mlops.Sdk.Learning.MlNet.Tests.Bridge;

public class DataViewBridgeTests
{
    private static readonly DateTime Noon = new(2024, 2, 29, 12, 0, 0);

    [Fact]
    public void FromDataView_OfAsDataView_KeepsTypesValuesAndMissing()
    {
        Dataset back = Dataset.FromDataView(Mixed().AsDataView(new() { CategoriesAsKeys = true }), TestContext.Current.CancellationToken);

        Assert.Equal([ColumnType.Number, ColumnType.Integer, ColumnType.Flag, ColumnType.Category, ColumnType.Text, ColumnType.Timestamp, ColumnType.Number],
            back.Columns.Select(column => column.Type));
        Assert.Equal([1.5, double.NaN, -2], ((NumberColumn)back["n"]).Values.ToArray());
        Assert.Equal([long.MaxValue, 0, -1], ((IntegerColumn)back["i"]).Values.ToArray());
        Assert.Equal([true, false, true], ((FlagColumn)back["f"]).Values.ToArray());
        Assert.Equal(["b", null, "a"], [back["c"].GetValue(0), back["c"].GetValue(1), back["c"].GetValue(2)]);
        Assert.Equal("naïve \"x\"", back["t"].GetValue(0));
        Assert.Equal(Noon, back["d"].GetValue(0));
        Assert.Equal([7, double.NaN, 9], ((NumberColumn)back["im"]).Values.ToArray());
    }

    [Fact]
    public void AsDataView_Cursors_KnowTheRowCount_ShuffleAndShare()
    {
        const int count = 10_000;
        IDataView view = new Dataset(new IntegerColumn("i", Enumerable.Range(0, count).Select(i => (long)i).ToArray())).AsDataView();
        Assert.Equal(count, view.GetRowCount());

        List<long> shuffled = Rows(view.GetRowCursor(view.Schema, new Random(1)));
        Assert.NotEqual(Enumerable.Range(0, count).Select(i => (long)i), shuffled);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), shuffled.Order());

        DataViewRowCursor[] shared = view.GetRowCursorSet(view.Schema, 3);
        Assert.Equal(3, shared.Length);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), shared.SelectMany(Rows).Order());
    }

    [Fact]
    public void GetGetter_OfAnotherTypeOrUnaskedColumn_IsRefusedByName()
    {
        IDataView view = Mixed().AsDataView();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["n"]]);
        Assert.Contains("'n'", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["n"])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<long>(view.Schema["i"]));
        ValueGetter<double> getter = cursor.GetGetter<double>(view.Schema["n"]);
        Assert.Throws<InvalidOperationException>(() => { double value = 0; getter(ref value); });
    }

    [Fact]
    public void AsDataView_ReadByMlNetTransforms_GivesWhatTheyNeed()
    {
        MLContext ml = new(1);
        IDataView view = Mixed().AsDataView();
        IDataView made = ml.Transforms.Conversion.ConvertType("s", "n", DataKind.Single)
            .Append(ml.Transforms.ReplaceMissingValues("s", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Maximum))
            .Append(ml.Transforms.Categorical.OneHotEncoding("h", "c"))
            .Append(ml.Transforms.Concatenate("x", "s", "h"))
            .Fit(view).Transform(view);
        Dataset back = Dataset.FromDataView(made, TestContext.Current.CancellationToken);
        Assert.Contains("x.s", back.Schema.Select(field => field.Name));
        Assert.Equal([1.5, 1.5, -2], ((NumberColumn)back["x.s"]).Values.ToArray());
        Assert.Equal([1, 0, 0], ((NumberColumn)back["x.h.b"]).Values.ToArray());
    }

    [Fact]
    public void FromDataView_LazyViewWithoutARowCount_IsReadInOnePass()
    {
        int passes = 0;
        MLContext ml = new(1);
        IDataView view = ml.Data.FilterRowsByColumn(ml.Data.LoadFromEnumerable(Items()), nameof(Item.X), upperBound: 2);
        Assert.Null(view.GetRowCount());
        int before = passes;
        Dataset data = Dataset.FromDataView(view, TestContext.Current.CancellationToken);
        Assert.Equal(1, passes - before);
        Assert.Equal([0, 1], ((NumberColumn)data["X"]).Values.ToArray());

        IEnumerable<Item> Items()
        {
            passes++;
            for (int i = 0; i < 4; i++) yield return new Item { X = i };
        }
    }

    private sealed class Item
    {
        public float X { get; set; }
    }

    [Fact]
    public void FromDataView_VectorOfUnknownLength_IsAnErrorThatNamesIt()
    {
        MLContext ml = new(1);
        IDataView view = new Dataset(TextColumn.FromValues("t", ["a b", "c"])).AsDataView();
        IDataView words = ml.Transforms.Text.TokenizeIntoWords("w", "t").Fit(view).Transform(view);
        MlopsException error = Assert.Throws<MlopsException>(() => Dataset.FromDataView(words, TestContext.Current.CancellationToken));
        Assert.Contains("'w'", error.Message, StringComparison.Ordinal);
    }

    private static List<long> Rows(DataViewRowCursor cursor)
    {
        using (cursor)
        {
            ValueGetter<long> getter = cursor.GetGetter<long>(cursor.Schema["i"]);
            List<long> rows = [];
            long value = 0;
            while (cursor.MoveNext())
            {
                getter(ref value);
                rows.Add(value);
            }

            return rows;
        }
    }

    private static Dataset Mixed() => new(
        new NumberColumn("n", new[] { 1.5, double.NaN, -2 }),
        new IntegerColumn("i", new[] { long.MaxValue, 0, -1 }),
        new FlagColumn("f", new[] { true, false, true }),
        CategoryColumn.FromValues("c", ["b", null, "a"]),
        TextColumn.FromValues("t", ["naïve \"x\"", "", null]),
        new TimestampColumn("d", new[] { Noon.Ticks, 0, 1 }),
        new IntegerColumn("im", new long[] { 7, 0, 9 }, MissingMask.Create(3, row => row == 1)));
}
