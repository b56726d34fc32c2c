namespace Mlops.Sdk.Tests;

public sealed class CsvInferenceTests
{
    [Theory]
    [InlineData("1\n9223372036854775807", ColumnType.Integer)]
    [InlineData("0\n1", ColumnType.Integer)]
    [InlineData("1\n9223372036854775808\n1\n9223372036854775808", ColumnType.Category)]
    [InlineData("9223372036854775808\n0.5", ColumnType.Number)]
    [InlineData("01234\n90210", ColumnType.Category)]
    [InlineData("\"1,5\"\n\"2,5\"", ColumnType.Category)]
    [InlineData("12%\n13%", ColumnType.Category)]
    [InlineData("1\n-\n2", ColumnType.Integer)]
    [InlineData("\"1\"\n\"\"", ColumnType.Integer)]
    [InlineData("yes\nNO", ColumnType.Flag)]
    [InlineData("yes\ntrue", ColumnType.Category)]
    [InlineData("yes\nmaybe\nno", ColumnType.Text)]
    [InlineData("2024-01-02\n2024/1/3 10:00\n15 Jan 2024", ColumnType.Timestamp)]
    [InlineData("1/2/2024\n3/4/2024", ColumnType.Category)]
    [InlineData("2024-01-02\n5", ColumnType.Category)]
    [InlineData("NA\n?", ColumnType.Text)]
    public void FromCsv_Column_GetsType(string values, ColumnType type) =>
        Assert.Equal(type, Dataset.ParseCsv("x\n" + values, new() { Delimiter = ',' })["x"].Type);

    [Fact]
    public void FromCsv_TypeFoundAtTheLastRow_HoldsForAllRows()
    {
        string rows = string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"{i},{i},+{i % 7}"));
        Dataset data = Dataset.ParseCsv($"a,b,c\n{rows}\n0.5,1e3,x\n", new() { BlockBytes = 4096 });
        Assert.Equal([ColumnType.Number, ColumnType.Number, ColumnType.Category], data.Columns.Select(c => c.Type));
        Assert.Equal("+3", data["c"].GetText(3));
        Assert.Equal(19_999d, ((NumberColumn)data["a"]).Values[19_999]);
    }

    [Fact]
    public void FromCsv_CustomNullsFormatsAndDecimalMark_AreFollowed()
    {
        Dataset data = Dataset.ParseCsv("t;x;n\n1/2/2024;1,5;-999\n31/12/2024;2;3\n",
            new() { DecimalMark = ',', TimestampFormats = ["d/M/yyyy"], NullSpellings = ["-999"] });
        Assert.Equal("t|x|n / 2024-02-01|1.5|NA / 2024-12-31|2|3", CsvGrammarTests.Show(data));
    }

    [Fact]
    public void FromCsv_Roles_AreGiven()
    {
        Dataset data = Dataset.ParseCsv("id,y,w,g,t,z,x\nq,a,1,1,2024-01-01,0,5\n", new() { Id = "id", Label = "y", Weight = "w", Group = "g", Time = "t", Ignore = ["z"] });
        Assert.Equal(
            [ColumnRole.Id, ColumnRole.Label, ColumnRole.Weight, ColumnRole.Group, ColumnRole.Time, ColumnRole.Ignored, ColumnRole.Feature],
            data.Schema.Select(field => field.Role));
        Dataset other = Dataset.ParseCsv("y,x\nb,7\n", new() { Schema = data.Schema, Types = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Number } });
        Assert.Equal(ColumnRole.Label, other.Schema["y"].Role);
        Assert.Equal(ColumnType.Number, other["x"].Type);
    }

    [Fact]
    public void FromCsv_DuplicateNames_AreNumbered() =>
        Assert.Equal(["a", "c1", "a_3", "a_2"], Dataset.ParseCsv("a,,a,a_2\n1,2,3,4\n", new() { OnDuplicateNames = DuplicateNameHandling.Number }).Schema.Select(f => f.Name));

    [Fact]
    public void FromCsv_AdultTest_HasTheDocumentedMissingValues()
    {
        Dataset data = Dataset.FromCsv(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "adult.test"), new() { HasHeader = false, Label = "c14" });
        Assert.Equal((16281, 15), (data.RowCount, data.ColumnCount));
        Assert.Equal([("c1", 963), ("c6", 966), ("c13", 274)], data.Columns.Where(c => c.MissingCount > 0).Select(c => (c.Name, c.MissingCount)));
        Assert.Equal(["<=50K.", ">50K."], ((CategoryColumn)data.Label!).Levels.Names);
        Assert.Equal(6, data.Schema.Count(f => f.Type == ColumnType.Integer));
    }
}
