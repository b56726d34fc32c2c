namespace Mlops.Sdk.DuckDb.Tests;

public sealed class FileTests : IDisposable
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("a'b;DROP TABLE x.parquet")]
    [InlineData("st*r.parquet")]
    [InlineData("quest?on.parquet")]
    [InlineData("br[a]cket.parquet")]
    [InlineData("space and \"quotes\".parquet")]
    [InlineData("Łódź 日本.parquet")]
    [InlineData("back\\slash.parquet")]
    public void Name_OfAnExistingFile_IsThatFile(string name)
    {
        if (OperatingSystem.IsWindows() && name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) Assert.Skip("No such name on Windows.");
        new Dataset(new IntegerColumn("x", new long[] { 7 })).SaveParquet(_scratch[name], cancellationToken: s_token);
        new Dataset(new IntegerColumn("x", new long[] { 8 })).SaveParquet(_scratch["stbr.parquet"], cancellationToken: s_token);
        DuckDbSource source = DuckDbSource.FromParquet(_scratch[name], cancellationToken: s_token);
        Assert.Equal([_scratch[name]], source.Files);
        Assert.Equal(7, ((IntegerColumn)source.ToDataset(s_token)["x"]).Values[0]);
        Assert.Equal(7, ((IntegerColumn)DuckDbSource.FromQuery("SELECT x FROM \"a table\"", files: new() { ["a table"] = _scratch[name] }, options: new() { OnlyNamedFiles = true }, cancellationToken: s_token).ToDataset(s_token)["x"]).Values[0]);
    }

    [Fact]
    public void Pattern_IsReadInTheOrderOfThePaths()
    {
        foreach (int part in (int[])[3, 1, 2]) _scratch.Parquet($"sub{part % 2}/part{part}.parquet", $"SELECT {part} AS x, 'v{part}' AS s FROM range(3)");
        Dataset data = Dataset.FromParquet(_scratch["**/*.parquet"], cancellationToken: s_token);
        Assert.Equal([2, 2, 2, 1, 1, 1, 3, 3, 3], ((IntegerColumn)data["x"]).Values.ToArray());
        Assert.Equal(["v1", "v2", "v3"], ((CategoryColumn)data["s"]).Levels.Names);
        Assert.Equal(6, Dataset.FromParquet(_scratch["sub1/part[13].parquet"], cancellationToken: s_token).RowCount);
    }

    [Fact]
    public void Missing_File_IsToldWithTheNearestName()
    {
        _scratch.Parquet("loans.parquet", "SELECT 1 AS x");
        MlopsException missing = Assert.Throws<MlopsException>(() => DuckDbSource.FromParquet(_scratch["loan.parquet"]));
        Assert.Equal("MLO1600", missing.Code);
        Assert.Contains("Did you mean 'loans.parquet'?", missing.Message, StringComparison.Ordinal);
        Assert.Equal("MLO1600", Assert.Throws<MlopsException>(() => DuckDbSource.FromParquet(_scratch["no/such.parquet"])).Code);
        Assert.Equal("MLO1600", Assert.Throws<MlopsException>(() => DuckDbSource.FromParquet(_scratch["*.csv"])).Code);
        Assert.Equal("MLO1600", Assert.Throws<MlopsException>(() => DuckDbSource.FromParquet(_scratch.Folder)).Code);
        Assert.Equal("MLO1605", Assert.Throws<MlopsException>(() => DuckDbSource.FromParquet("s3://bucket/x.parquet")).Code);
        Assert.Throws<ArgumentException>(() => DuckDbSource.FromParquet("a\0b.parquet"));
        Assert.Throws<ArgumentException>(() => DuckDbSource.FromParquet(" "));
    }

    [Fact]
    public void Damaged_File_IsAClearFailure()
    {
        string path = _scratch.Parquet("x.parquet", "SELECT i, 'text ' || i AS s FROM range(100000) t(i)");
        _scratch.Text("no.parquet", "this is no Parquet file, but it is long enough");
        _scratch.Text("empty.parquet", "");
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(_scratch["cut.parquet"], bytes[..(bytes.Length / 2)]);
        bytes.AsSpan(1000, 2000).Fill(0xA5);
        File.WriteAllBytes(_scratch["bad.parquet"], bytes);
        foreach (string name in (string[])["no.parquet", "empty.parquet", "cut.parquet"])
        {
            MlopsException failure = Assert.Throws<MlopsException>(() => DuckDbSource.FromParquet(_scratch[name]));
            Assert.Equal("MLO1601", failure.Code);
            Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        }

        Assert.Throws<MlopsException>(() => Dataset.FromParquet(_scratch["bad.parquet"]));
    }

    [Fact]
    public void File_WithoutRows_HasItsColumns()
    {
        string path = _scratch.Parquet("none.parquet", "SELECT 1 AS i, 'a' AS s, true AS f WHERE false");
        DuckDbSource source = DuckDbSource.FromParquet(path, cancellationToken: s_token);
        Assert.Empty(source.ReadBatches(cancellationToken: s_token));
        Assert.Equal(0, source.RowCount);
        Dataset data = source.ToDataset(s_token);
        Assert.Equal((0, 3), (data.RowCount, data.ColumnCount));
        Assert.Equal([ColumnType.Integer, ColumnType.Text, ColumnType.Flag], data.Schema.Select(field => field.Type));
    }

    [Fact]
    public void Partitions_AreColumns_UnlessRefused()
    {
        foreach (int year in (int[])[2023, 2024])
            foreach (string country in (string[])["DE", "PL"]) _scratch.Parquet($"year={year}/country={country}/x.parquet", "SELECT 1 AS x");
        Dataset data = Dataset.FromParquet(_scratch["**/*.parquet"], cancellationToken: s_token);
        Assert.Equal([2023, 2023, 2024, 2024], ((IntegerColumn)data["year"]).Values.ToArray());
        Assert.Equal(["DE", "PL", "DE", "PL"], Enumerable.Range(0, 4).Select(data["country"].GetText));
        Assert.Equal(1, Dataset.FromParquet(_scratch["**/*.parquet"], new() { HivePartitions = false }, s_token).ColumnCount);
    }

    [Fact]
    public void Files_ThatDiffer_AreUnitedByNameOnRequest()
    {
        _scratch.Parquet("a.parquet", "SELECT 1::INTEGER AS x, 'one' AS old");
        _scratch.Parquet("b.parquet", "SELECT 2.5::DOUBLE AS x, 3 AS new");
        MlopsException refused = Assert.Throws<MlopsException>(() => Dataset.FromParquet(_scratch["*.parquet"], new() { Types = TypeTests.Types("old", ColumnType.Text) }));
        Assert.Contains("UnionByName", refused.Message, StringComparison.Ordinal);
        Dataset data = Dataset.FromParquet(_scratch["*.parquet"], new() { UnionByName = true }, s_token);
        Assert.Equal([1, 2.5], ((NumberColumn)data["x"]).Values.ToArray());
        Assert.Equal(("one", true, true, "3"), (data["old"].GetText(0), data["old"].IsMissing(1), data["new"].IsMissing(0), data["new"].GetText(1)));
    }

    [Fact]
    public void Files_OfOneName_MayDifferInWidth()
    {
        _scratch.Parquet("a.parquet", "SELECT i::INTEGER AS x FROM range(150000) t(i)", ", row_group_size 50000");
        _scratch.Parquet("b.parquet", "SELECT i::BIGINT AS x FROM range(150000) t(i)", ", row_group_size 50000");
        Assert.All(DuckDbSource.FromParquet(_scratch["*.parquet"], new() { MaxThreads = 3 }, s_token).ReadBatches(cancellationToken: s_token), batch => Assert.IsType<IntegerColumn>(batch["x"]));
    }

    [Fact]
    public void Options_GiveRolesAndColumns()
    {
        string path = _scratch.Parquet("x.parquet", "SELECT i AS id, i % 2 AS y, i / 3 AS w, 'g' || i % 3 AS g, DATE '2024-01-01' + i::INTEGER AS t, i AS extra FROM range(9) t(i)");
        Dataset data = Dataset.FromParquet(path, new() { Columns = ["y", "id", "w", "g", "t"], Label = "y", Id = "id", Weight = "w", Group = "g", Time = "t" }, s_token);
        Assert.Equal([ColumnRole.Label, ColumnRole.Id, ColumnRole.Weight, ColumnRole.Group, ColumnRole.Time], data.Schema.Select(field => field.Role));
        ArgumentException unknown = Assert.Throws<ArgumentException>(() => DuckDbSource.FromParquet(path, new() { Label = "ids" }));
        Assert.Contains("Did you mean 'id'?", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => DuckDbSource.FromParquet(path, new() { MaxThreads = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => DuckDbSource.FromParquet(path, new() { MemoryLimit = 1 }));
    }

    [Fact]
    public void Csv_And_JsonLines_AreReadWithTheirTypes()
    {
        string csv = _scratch.Text("a.csv", "id;zip;when;ok;note\n1;00123;2024-01-02 00:00:00;true;\"x; y\"\n2;NA;2024-01-03 10:00:00;false;\n");
        Dataset data = DuckDbSource.FromCsv(csv, new() { Types = TypeTests.Types("zip", ColumnType.Text) }, s_token).ToDataset(s_token);
        Assert.Equal([ColumnType.Integer, ColumnType.Text, ColumnType.Timestamp, ColumnType.Flag, ColumnType.Category], data.Schema.Select(field => field.Type));
        Assert.Equal(("00123", true, "x; y", true), (data["zip"].GetText(0), data["zip"].IsMissing(1), data["note"].GetText(0), data["note"].IsMissing(1)));

        string bare = _scratch.Text("b.csv", "1,a\n2,b\n");
        Assert.Equal(["c0", "c1"], DuckDbSource.FromCsv(bare, new() { HasHeader = false }, s_token).Schema.Select(field => field.Name));

        string json = _scratch.Text("a.jsonl", "{\"i\": 1, \"s\": \"é\", \"n\": {\"a\": [1]}}\n{\"i\": 2.5, \"s\": null}\n");
        Dataset lines = DuckDbSource.FromJsonLines(json, cancellationToken: s_token).ToDataset(s_token);
        Assert.Equal(("2.5", "é", true, "{\"a\":[1]}"), (lines["i"].GetText(1), lines["s"].GetText(0), lines["s"].IsMissing(1), lines["n"].GetText(0)));
        Assert.Equal(2, DuckDbSource.FromJsonLines(_scratch.Text("array.json", "[{\"i\": 1}, {\"i\": 2}]"), cancellationToken: s_token).ToDataset(s_token).RowCount);
    }

    [Fact]
    public void Csv_ValueThatTheSampleDidNotShow_IsAnErrorWithTheRemedy()
    {
        string path = _scratch.Text("late.csv", "x\n" + string.Concat(Enumerable.Repeat("1\n", 5000)) + "word\n");
        MlopsException late = Assert.Throws<MlopsException>(() => DuckDbSource.FromCsv(path, new() { SampleRows = 100 }).ToDataset());
        Assert.Contains("word", late.Message, StringComparison.Ordinal);
        Assert.Equal(ColumnType.Category, DuckDbSource.FromCsv(path, new() { SampleRows = null }, s_token).Schema["x"].Type);
    }
}
