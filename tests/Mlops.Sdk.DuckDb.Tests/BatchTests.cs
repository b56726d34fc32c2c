using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.DuckDb.Tests;

public sealed class BatchTests : IDisposable
{
    private const string Rows = "SELECT i AS id, i / 7.0 AS x, CASE WHEN i % 11 = 0 THEN NULL ELSE 'level ' || i % 5 END AS c, 'text of row ' || i AS s, i % 3 = 0 AS f, TIMESTAMP '2024-01-01' + INTERVAL (i) SECOND AS t FROM range(230000) t(i)";
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    public static TheoryData<string> Layouts => ["groups", "small", "uneven", "one", "files", "many"];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Batches_AreTheSame_OnAnyNumberOfThreads(string layout)
    {
        string pattern = Write(layout);
        Dataset[] one = [.. DuckDbSource.FromParquet(pattern, new() { MaxThreads = 1 }, s_token).ReadBatches(30_000, s_token)];
        Assert.Equal(230_000, one.Sum(batch => batch.RowCount));
        Assert.True(one.SelectMany(batch => ((IntegerColumn)batch["id"]).Values.ToArray()).SequenceEqual(Enumerable.Range(0, 230_000).Select(i => (long)i)));
        Dataset[] several = [.. DuckDbSource.FromParquet(pattern, new() { MaxThreads = 3 }, s_token).ReadBatches(30_000, s_token)];
        Assert.Equal(one.Select(batch => batch.Fingerprint(s_token)), several.Select(batch => batch.Fingerprint(s_token)));
    }

    [Theory]
    [InlineData("uneven", 1, 1)]
    [InlineData("uneven", 3, 1)]
    [InlineData("uneven", 3, 70_000)]
    [InlineData("many", 2, 70_000)]
    public void Batches_ThatAreLent_AreThoseThatStay_WhileTheyAreLent(string layout, int threads, int listRows)
    {
        DuckDbSource source = DuckDbSource.FromParquet(Write(layout), new() { MaxThreads = threads }, s_token);
        string[] stay = [.. source.ReadBatches(9000, s_token).Select(batch => batch.Fingerprint(s_token).ToString())], lent = [.. source.LendBatches(9000, listRows, s_token).SelectMany(list => list.Select(batch => batch.Fingerprint(s_token).ToString()).ToArray())];
        Assert.Equal(stay, lent);
        Assert.All(source.LendBatches(9000, listRows, s_token).Select(list => list.Sum(batch => batch.RowCount)).ToArray()[..^1], rows => Assert.True(rows >= listRows));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.LendBatches(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(int.MaxValue)]
    public void BatchRows_OfAnySize_GiveEveryRow(int rows)
    {
        string path = _scratch.Parquet("x.parquet", "SELECT i AS id, CASE WHEN i % 3 = 0 THEN NULL ELSE 'a longer text than twelve ' || i END AS s, CASE WHEN i % 64 > 60 THEN NULL ELSE i END AS n FROM range(5000) t(i)");
        Dataset whole = Dataset.FromParquet(path, cancellationToken: s_token);
        Dataset[] batches = [.. DuckDbSource.FromParquet(path, cancellationToken: s_token).ReadBatches(rows, s_token)];
        Assert.All(batches, batch => Assert.InRange(batch.RowCount, 1, rows));
        Assert.Equal(whole.Fingerprint(s_token), Dataset.Concat(batches).Fingerprint(s_token));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => i % 64 > 60), Enumerable.Range(0, 5000).Select(whole["n"].IsMissing));
        Assert.Equal("a longer text than twelve 4999", whole["s"].GetText(4999));
        Assert.Throws<ArgumentOutOfRangeException>(() => DuckDbSource.FromParquet(path).ReadBatches(0));
    }

    [Fact]
    public void Sources_AreReadSideBySide_AndLeftInTheMiddle()
    {
        string pattern = Write("groups");
        DuckDbSource source = DuckDbSource.FromParquet(pattern, cancellationToken: s_token), other = DuckDbSource.FromParquet(pattern, new() { Columns = ["id"] }, s_token);
        using IEnumerator<Dataset> left = source.ReadBatches(1000, s_token).GetEnumerator();
        Assert.True(left.MoveNext());
        foreach ((Dataset a, Dataset b) in source.ReadBatches(cancellationToken: s_token).Zip(other.ReadBatches(cancellationToken: s_token)))
            Assert.Equal(((IntegerColumn)a["id"]).Values.ToArray(), ((IntegerColumn)b["id"]).Values.ToArray());
        Assert.True(left.MoveNext());
        Assert.Equal(1000, ((IntegerColumn)left.Current["id"]).Values[0]);
    }

    [Fact]
    public void Categories_FollowTheRuleOfCsv()
    {
        string sql = "SELECT 'l' || i % 10 AS few, 'l' || i AS all_differ, 'l' || i // 2 AS twice, CASE WHEN i < 2 THEN 'v' || i END AS two, repeat('x', 300) AS long, NULL::VARCHAR AS none, 'y' || i AS label FROM range(100) t(i)";
        string path = _scratch.Parquet("x.parquet", sql);
        Scratch.Run($"COPY ({sql}) TO {SqlText.Literal(_scratch["x.csv"])} (FORMAT csv)");
        Dataset parquet = Dataset.FromParquet(path, new() { Label = "label" }, s_token), csv = Dataset.FromCsv(_scratch["x.csv"], new() { Label = "label" }, s_token);
        Assert.Equal(csv.Schema, parquet.Schema);
        Assert.Equal([ColumnType.Category, ColumnType.Text, ColumnType.Category, ColumnType.Category, ColumnType.Text, ColumnType.Text, ColumnType.Category], parquet.Schema.Select(field => field.Type));
        Assert.All(Dataset.FromParquet(path, new() { FindCategories = false }, s_token).Schema, field => Assert.Equal(ColumnType.Text, field.Type));
        Assert.Equal(ColumnType.Text, Dataset.FromParquet(path, new() { MaxCategoryLevels = 9 }, s_token).Schema["few"].Type);
    }

    [Fact]
    public void Categories_AreJudgedOverAllRows()
    {
        string path = _scratch.Parquet("x.parquet", "SELECT CASE WHEN i < 130000 THEN 'same' ELSE 'value ' || i END AS late, CASE WHEN i < 130000 THEN 'v' || i % 40000 ELSE 'v' || i % 30000 END AS many, CASE WHEN i < 299999 THEN 'a' ELSE 'b' END AS two FROM range(300000) t(i)", ", row_group_size 60000");
        DuckDbSource source = DuckDbSource.FromParquet(path, cancellationToken: s_token);
        Assert.Equal([ColumnType.Text, ColumnType.Text, ColumnType.Category], source.Schema.Select(field => field.Type));
        Assert.Equal(["a", "b"], source.Schema["two"].Levels!.Names);
        Assert.Equal(1 << 15, StringColumns.MaxLevels);
    }

    [Fact]
    public void File_ThatChangesAfterOpening_IsNoticed()
    {
        string path = _scratch.Parquet("x.parquet", "SELECT 'a' AS c FROM range(10)");
        DuckDbSource source = DuckDbSource.FromParquet(path, cancellationToken: s_token);
        _scratch.Parquet("x.parquet", "SELECT 'b' AS c FROM range(10)");
        Assert.Equal("MLO1606", Assert.Throws<MlopsException>(() => source.ToDataset()).Code);
    }

    [Fact]
    public void Profile_StreamsASource()
    {
        ProfileReport report = DuckDbSource.FromParquet(Write("groups"), cancellationToken: s_token).Profile(cancellationToken: s_token);
        Assert.Equal(230_000, report.RowCount);
        Assert.Equal(20_910, report.Columns.Single(column => column.Name == "c").Missing);
    }

    private string Write(string layout)
    {
        switch (layout)
        {
            case "groups": return _scratch.Parquet("x.parquet", Rows, ", row_group_size 120000");
            case "small": return _scratch.Parquet("x.parquet", Rows, ", row_group_size 4096");
            case "one": return _scratch.Parquet("x.parquet", Rows, ", row_group_size 1000000");
            case "uneven":
                _scratch.Parquet("a.parquet", Rows + " WHERE i < 110000", ", row_group_size 102400");
                _scratch.Parquet("b.parquet", Rows + " WHERE i >= 110000", ", row_group_size 100000");
                break;
            case "files":
                for (int part = 0; part < 2; part++) _scratch.Parquet($"{part}.parquet", Rows + $" WHERE i >= {part * 115000} AND i < {(part + 1) * 115000}");
                break;
            default:
                for (int part = 0; part < 6; part++) _scratch.Parquet($"{part}.parquet", Rows + $" WHERE i >= {part * 40000} AND i < {(part + 1) * 40000}");
                break;
        }

        return _scratch["*.parquet"];
    }
}
