namespace Mlops.Sdk.DuckDb.Tests;

public sealed class QueryTests : IDisposable
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Query_JoinsFilesAndTables_ByName()
    {
        string loans = _scratch.Parquet("loans.parquet", "SELECT i AS id, i % 3 AS customer, i * 10 AS amount FROM range(6) t(i)");
        _scratch.Text("regions.csv", "customer,region\n0,north\n1,south\n");
        var names = new Dataset(new IntegerColumn("customer", new long[] { 0, 1, 2 }), CategoryColumn.FromValues("name", ["Ann", "Bob", null]));
        Dataset data = DuckDbSource.FromQuery(
            "SELECT name, region, sum(amount) AS total, count(*) AS loans FROM loans JOIN names USING (customer) LEFT JOIN regions USING (customer) WHERE amount >= $least GROUP BY ALL ORDER BY total DESC; -- the largest first",
            files: new() { ["loans"] = loans, ["regions"] = _scratch["regions.csv"] },
            tables: new() { ["names"] = names.AsSource() },
            parameters: new() { ["least"] = 10 },
            cancellationToken: s_token).ToDataset(s_token);
        Assert.Equal([70, 50, 30], ((IntegerColumn)data["total"]).Values.ToArray());
        Assert.Equal(["", "Bob", "Ann"], Enumerable.Range(0, 3).Select(data["name"].GetText));
        Assert.Equal([2, 2, 1], ((IntegerColumn)data["loans"]).Values.ToArray());
        Assert.True(data["region"].IsMissing(0));
    }

    [Theory]
    [InlineData("'; DROP TABLE t; --")]
    [InlineData("O'Brien")]
    [InlineData("")]
    [InlineData("日本")]
    public void Parameter_IsAValue_WhateverItHolds(string text)
    {
        Dataset data = DuckDbSource.FromQuery("SELECT $a AS x, length($a) AS n", parameters: new() { ["a"] = text }, cancellationToken: s_token).ToDataset(s_token);
        Assert.Equal(text, data["x"].GetText(0));
    }

    [Fact]
    public void Parameters_OfEveryType_AreBound()
    {
        var moment = new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc);
        Dataset data = DuckDbSource.FromQuery("SELECT $i + 1 AS i, $d AS d, $b AS b, $t AS t, $o AS o, $day AS day, $g AS g, $n AS n, $u AS u, $m::DECIMAL(10,2) AS m", parameters: new()
        {
            ["i"] = 41, ["$d"] = 0.5, ["B"] = true, ["t"] = moment, ["o"] = new DateTimeOffset(moment).ToOffset(TimeSpan.FromHours(2)), ["day"] = new DateOnly(2024, 3, 1),
            ["g"] = Guid.Empty, ["n"] = null, ["u"] = ulong.MaxValue, ["m"] = 1.25m,
        }, cancellationToken: s_token).ToDataset(s_token);
        Assert.Equal(["42", "0.5", "true", "2024-02-29T12:00:00", "2024-02-29T12:00:00", "2024-03-01", Guid.Empty.ToString(), "", "1.8446744073709552E+19", "1.25"], data.Columns.Select(column => column.GetText(0)));
        Assert.Throws<ArgumentException>(() => DuckDbSource.FromQuery("SELECT $a AS x"));
        Assert.Throws<ArgumentException>(() => DuckDbSource.FromQuery("SELECT 1 AS x", parameters: new() { ["a"] = 1 }));
        Assert.Throws<ArgumentException>(() => DuckDbSource.FromQuery("SELECT $a AS x", parameters: new() { ["a"] = new object() }));
    }

    [Theory]
    [InlineData("CREATE TABLE t (x INT)")]
    [InlineData("COPY (SELECT 1) TO 'x.csv'")]
    [InlineData("SELECT 1 AS x; SELECT 2 AS x")]
    [InlineData("SET threads = 1")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("ATTACH 'x.db'")]
    [InlineData("SELEC 1")]
    [InlineData("SELECT nothing FROM nowhere")]
    public void Query_ThatIsNoSingleSelect_IsRefused(string sql) => Assert.Equal("MLO1602", Assert.Throws<MlopsException>(() => DuckDbSource.FromQuery(sql)).Code);

    [Fact]
    public void Query_NothingFromTheNetwork() => Assert.Equal("MLO1605", Assert.Throws<MlopsException>(() => DuckDbSource.FromQuery("SELECT * FROM 'https://example.com/x.parquet'")).Code);

    [Fact]
    public void OnlyNamedFiles_RefusesOthers_AndReadsPatterns()
    {
        _scratch.Parquet("in/a.parquet", "SELECT 1 AS x");
        _scratch.Parquet("in/b.parquet", "SELECT 2 AS x");
        string other = _scratch.Parquet("other.parquet", "SELECT 3 AS x");
        DuckDbOptions only = new() { OnlyNamedFiles = true };
        Dictionary<string, string> files = new() { ["t"] = _scratch["in/*.parquet"] };
        Assert.Equal(2, DuckDbSource.FromQuery("SELECT * FROM t ORDER BY x", files, options: only, cancellationToken: s_token).ToDataset(s_token).RowCount);
        foreach (string sql in (string[])[$"SELECT * FROM '{other}'", $"SELECT * FROM read_csv('/etc/passwd')", $"SELECT * FROM glob('{_scratch["*"]}')", $"SELECT content FROM read_text('{other}')"])
            Assert.Equal("MLO1605", Assert.Throws<MlopsException>(() => DuckDbSource.FromQuery(sql, files, options: only).ToDataset()).Code);
        Assert.Equal(3, DuckDbSource.FromQuery($"SELECT * FROM t UNION ALL SELECT * FROM '{other}'", files, cancellationToken: s_token).ToDataset(s_token).RowCount);
    }

    [Fact]
    public void Query_TwoColumnsOfOneName_AreRefused()
    {
        MlopsException twice = Assert.Throws<MlopsException>(() => DuckDbSource.FromQuery("SELECT 1 AS x, 2 AS X"));
        Assert.Equal("MLO1608", twice.Code);
        Assert.Equal("MLO1608", Assert.Throws<MlopsException>(() => new Dataset(new IntegerColumn("a", new long[1]), new IntegerColumn("A", new long[1])).SaveParquet(_scratch["x.parquet"])).Code);
    }

    [Fact]
    public void Query_FailingInTheMiddle_TellsWhy()
    {
        DuckDbSource source = DuckDbSource.FromQuery("SELECT CASE WHEN i = 300000 THEN error('the end') ELSE i END AS x FROM range(400000) t(i)", cancellationToken: s_token);
        MlopsException failure = Assert.Throws<MlopsException>(() => source.ReadBatches().Count());
        Assert.Contains("the end", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_ThatThrows_ThrowsItsOwnException()
    {
        DataSource broken = new BrokenSource();
        var thrown = Assert.Throws<InvalidTimeZoneException>(() => DuckDbSource.FromQuery("SELECT sum(x) AS s FROM t", tables: new() { ["t"] = broken }).ToDataset());
        Assert.Equal("broken on purpose", thrown.Message);
        Assert.Throws<InvalidTimeZoneException>(() => broken.SaveParquet(_scratch["x.parquet"]));
        Assert.Empty(Directory.GetFiles(_scratch.Folder));
    }

    [Fact]
    public async Task Cancellation_InterruptsARunningQuery()
    {
        using var stop = new CancellationTokenSource();
        Task running = Task.Run(() => DuckDbSource.FromQuery("SELECT count(*) AS n FROM range(100000000) a(i), range(1000) b(j) WHERE (i + j) % 7 = 3", options: new() { FindCategories = false }, cancellationToken: stop.Token).ToDataset(stop.Token), s_token);
        stop.CancelAfter(150);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30), s_token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Cancellation_BetweenBatches_StopsTheReaders(int threads)
    {
        string path = _scratch.Parquet("x.parquet", "SELECT i AS x FROM range(400000) t(i)", ", row_group_size 100000");
        using var stop = new CancellationTokenSource();
        DuckDbSource source = DuckDbSource.FromParquet(path, new() { MaxThreads = threads }, s_token);
        int batches = 0;
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (Dataset batch in source.ReadBatches(10_000, stop.Token))
                if (++batches == 3) stop.Cancel();
        });
        Assert.InRange(batches, 3, 8);
        Assert.Equal(400_000, source.ReadBatches(cancellationToken: s_token).Sum(batch => batch.RowCount));
    }

    [Fact]
    public void TemporaryFolder_IsRemoved_AlsoWhenTheQuerySpills()
    {
        string folder = _scratch["spill"];
        DuckDbOptions small = new() { MemoryLimit = 40 << 20, TempFolder = folder, MaxThreads = 1 };
        DuckDbSource source = DuckDbSource.FromQuery("SELECT i, hash(i) % 1000003 AS h, 'padding for the row ' || i AS s FROM range(600000) t(i) ORDER BY h, i", options: small with { FindCategories = false }, cancellationToken: s_token);
        Assert.Equal(600_000, source.ReadBatches(cancellationToken: s_token).Sum(batch => batch.RowCount));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    private sealed class BrokenSource : DataSource
    {
        public override Schema Schema { get; } = new([new Field("x", ColumnType.Integer)]);

        public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
        {
            yield return new Dataset(new IntegerColumn("x", new long[] { 1, 2 }));
            throw new InvalidTimeZoneException("broken on purpose");
        }
    }
}
