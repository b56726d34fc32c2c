using System.Data;
using System.Text;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class RowTests
{
    [Fact]
    public void FromJson_ArrayOrLines_WidensOverAllRows()
    {
        string[] rows =
        [
            """{"n": 1, "i": 9007199254740993, "s": "a", "t": "2024-02-29", "f": true, "mix": 1, "only": null}""",
            """{"n": 0.5, "i": -1, "t": null, "mix": "x", "f": null, "s": "a"}""",
            """{"late": 3, "s": "b", "n": null, "t": "2024-02-29T01:02:03.5Z", "mix": false}""",
        ];
        Dataset array = Same.InTurkish(() => Dataset.FromJson("[" + string.Join(",", rows) + "]"));
        Dataset lines = Dataset.FromJson(new MemoryStream([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\n", rows))]));
        Same.Data(array, lines);
        Assert.Equal("n: Number, i: Integer, s: Category, t: Timestamp, f: Flag, mix: Text, only: Category, late: Integer", array.Schema.ToString());
        Assert.Equal([1d, 0.5, null], Same.Values(array, "n"));
        Assert.Equal([9007199254740993, -1L, null], Same.Values(array, "i"));
        Assert.Equal(["1", "x", "false"], Same.Values(array, "mix"));
        Assert.Equal(["2024-02-29", "", "2024-02-29T01:02:03.5"], Enumerable.Range(0, 3).Select(array["t"].GetText));
        Assert.Equal([null, null, 3L], Same.Values(array, "late"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("[]", 0)]
    [InlineData("{}", 1)]
    public void FromJson_NoColumns_IsDefined(string json, int rows) => Assert.Equal((0, rows), (Dataset.FromJson(json).ColumnCount, rows));

    [Theory]
    [InlineData("""[{"a": 1}, {"a": {"b": 2}}]""", "MLO1031", "Row 1, column 'a'")]
    [InlineData("""[{"a": 1}, {"a": 1, "a": 2}]""", "MLO1034", "Row 1 has the column 'a' twice")]
    [InlineData("""[{"": 1}]""", "MLO1034", "Row 0")]
    [InlineData("""[{"a": 1}, {"a": 1""", "MLO1035", "row 1")]
    [InlineData("[1, 2]", "MLO1035", "Row 0")]
    [InlineData("a,b\n1,2", "MLO1035", "row 0")]
    public void FromJson_BadInput_NamesPlace(string json, string code, string place)
    {
        MlopsException error = Assert.Throws<MlopsException>(() => Dataset.FromJson(json));
        Assert.Equal(code, error.Code);
        Assert.Contains(place, error.Message);
    }

    [Fact]
    public void FromJson_InvalidUtf8_IsAnError() =>
        Assert.Equal("MLO1035", Assert.Throws<MlopsException>(() => Dataset.FromJson(new MemoryStream([.. "[{\"a\": \""u8, 0xff, 0xfe, .. "\"}]"u8]))).Code);

    [Fact]
    public void FromRows_Dictionaries_AlignByName()
    {
        Dataset data = Dataset.FromRows([new Dictionary<string, object?> { ["a"] = 1, ["b"] = "x" }, new Dictionary<string, object?> { ["b"] = null, ["a"] = 2.5m, ["c"] = DBNull.Value }]);
        Assert.Equal([1d, 2.5], Same.Values(data, "a"));
        Assert.Equal(["x", null], Same.Values(data, "b"));
        Assert.Equal([null, null], Same.Values(data, "c"));
        Assert.Contains("column 'a': 'System.Object'", Assert.Throws<MlopsException>(() => Dataset.FromRows([new Dictionary<string, object?> { ["a"] = new object() }])).Message);
        Same.Data(data, Dataset.FromRows(Enumerable.Range(0, 2).Select(row => data.Row(row).ToDictionary()), data.Schema));
    }

    [Fact]
    public void FromReader_Table_ReadsOnceAndInBatches()
    {
        using var table = new DataTable();
        foreach ((string name, Type type) in new[] { ("i", typeof(int)), ("d", typeof(decimal)), ("s", typeof(string)), ("t", typeof(DateTime)), ("b", typeof(bool)) }) table.Columns.Add(name, type);
        for (int i = 0; i < 10; i++) table.Rows.Add(i, i % 3 == 0 ? DBNull.Value : i / 4m, i % 2 == 0 ? "even" : "odd", new DateTime(2024, 1, 1 + i), i > 5);
        using DataTableReader reader = table.CreateDataReader();
        Dataset data = Dataset.FromReader(reader, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("i: Integer, d: Number, s: Category, t: Timestamp, b: Flag", data.Schema.ToString());
        Assert.Equal(4, data["d"].MissingCount);
        using DataTableReader again = table.CreateDataReader();
        DataSource source = DataSource.FromReader(again, data.Schema);
        Dataset[] batches = [.. source.ReadBatches(4, TestContext.Current.CancellationToken)];
        Assert.Equal([4, 4, 2], batches.Select(batch => batch.RowCount));
        Same.Data(data, Dataset.Concat(batches));
        Assert.Throws<InvalidOperationException>(() => source.ReadBatches(1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Conform_TrainingSchema_ConvertsSafelyOrNamesEveryColumn()
    {
        var train = new Dataset(new NumberColumn("income", new[] { 1.5 }), CategoryColumn.FromValues("city", ["Oslo"]), TextColumn.FromValues("note", ["n"]), new FlagColumn("y", new[] { true })).WithRole("y", ColumnRole.Label);
        var rows = new Dataset(TextColumn.FromValues("city", ["Oslo", "Bonn"]), new IntegerColumn("income", new long[] { 7, 8 }), CategoryColumn.FromValues("note", ["a", null]), new FlagColumn("extra", new bool[2]));
        Dataset fit = rows.Conform(train.Schema);
        Assert.Equal("income: Number, city: Category, note: Text, extra: Flag", fit.Schema.ToString());
        Assert.Equal(["Oslo", null], Same.Values(fit, "city"));
        Assert.Same(fit, fit.Conform(fit.Schema));
        Assert.Equal([1d, -200d], Same.Values(rows.With(TextColumn.FromValues("income", ["1", " -2e2"])).Conform(train.Schema), "income"));
        string message = Assert.Throws<SchemaMismatchException>(() => rows.Rename("city", "town").Rename("note", "notes").With(TextColumn.FromValues("income", ["1", "1.234,5"])).Conform(train.Schema)).Message;
        Assert.Contains("'income' must be Number and is Text; row 1 holds '1.234,5'", message);
        Assert.Contains("'city' (Category) is missing", message);
        Assert.Contains("Did you mean 'notes'?", message);
    }
}
