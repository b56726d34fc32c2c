using CsCheck;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class DerivedSchemaTests
{
    private static readonly CategoryLevels s_levels = new(["a", "b"]);
    private static readonly Dataset s_data = new Dataset(
        new NumberColumn("x", new double[] { 1, 2 }), new CategoryColumn("c", new[] { 0, 1 }, s_levels), new IntegerColumn("y", new long[] { 3, 4 })).WithRole("y", ColumnRole.Label);

    [Fact]
    public void With_SameWorkAgain_GivesTheSameSchemaObject()
    {
        Dataset one = s_data.With(Columns("z", 1)), two = s_data.Slice(0, 1).With([new NumberColumn("z", new double[] { 5 })]);
        Assert.Same(one.Schema, two.Schema);
        Assert.Same(one.Select("z", "x").Schema, two.Select("z", "x").Schema);
        Assert.Same(new Dataset(Columns("z", 1)).Schema, new Dataset(Columns("z", 2)).Schema);
        GC.KeepAlive(one);
    }

    [Fact]
    public void With_AnyColumnsInAnyOrder_GivesTheSchemaThatIsMadeAnew() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5], Gen.Bool).Array[1, 20].Sample(works =>
        {
            Dataset data = s_data;
            foreach ((int name, int kind, bool drop) in works)
            {
                string column = "xyzc"[name].ToString();
                if (drop && data.Schema.Contains(column) && data.ColumnCount > 1)
                {
                    data = data.Drop(column);
                }
                else
                {
                    Field[] expected = [.. data.Schema];
                    Column put = Column(column, kind);
                    int place = data.Schema.IndexOf(column);
                    var field = new Field(column, put.Type, place < 0 ? ColumnRole.Feature : expected[place].Role, (put as CategoryColumn)?.Levels);
                    if (place < 0) expected = [.. expected, field];
                    else expected[place] = field;
                    data = data.With([put]);
                    Assert.Equal(new Schema(expected), data.Schema);
                }

                Assert.Equal(data.Columns.Select(c => c.Name), data.Schema.Select(f => f.Name));
                Assert.All(data.Columns, c => Assert.Same(c, data[c.Name]));
            }
        }, iter: 200);

    [Fact]
    public void With_ColumnTwice_IsRefusedAsEver()
    {
        _ = s_data.With(Columns("z", 1));
        Assert.Throws<ArgumentException>(() => s_data.With([.. Columns("z", 1), .. Columns("z", 2)]));
        Assert.Throws<ArgumentException>(() => new Dataset([.. Columns("z", 1), .. Columns("z", 2)]));
        Assert.Contains("all have the role Label", Assert.Throws<ArgumentException>(() => new Schema([new("a", ColumnType.Number, ColumnRole.Label), new("b", ColumnType.Number, ColumnRole.Label)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_EqualButNotTheSame_AreEqualEitherWayAndAgain()
    {
        CategoryLevels other = new(["a", "b"]), third = new(["a", "b"]), different = new(["a", "c"]);
        for (int again = 0; again < 2; again++)
        {
            Assert.Equal(s_levels, other);
            Assert.Equal(other, s_levels);
            Assert.Equal(third, other);
            Assert.NotEqual(s_levels, different);
            Assert.NotEqual(different, third);
        }
    }

    private static Column[] Columns(string name, double value) => [new NumberColumn(name, new[] { value, value })];

    private static Column Column(string name, int kind) => kind switch
    {
        0 => new NumberColumn(name, new double[2]),
        1 => new IntegerColumn(name, new long[2]),
        2 => new CategoryColumn(name, new[] { 0, 1 }, s_levels),
        3 => CategoryColumn.FromValues(name, ["a", "b"]),
        4 => CategoryColumn.FromValues(name, ["q", null]),
        _ => new FlagColumn(name, new bool[2]),
    };
}
