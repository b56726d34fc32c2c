using System.IO.Compression;
using System.Text;

namespace Mlops.Sdk.DuckDb.Tests;

/// <summary>Files and SQL that were made by others.</summary>
public sealed class HostileFileTests : IDisposable
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void JsonLines_KeysThatComeAndGo_AreMissing()
    {
        string path = _scratch.Text("a.jsonl", "{\"i\": 1, \"only\": null}\n{}\n{\"late\": \"x\", \"i\": 9007199254740993}\n\n{\"i\": null, \"late\": \"</script>\"}\n");
        Dataset data = DuckDbSource.FromJsonLines(path, cancellationToken: s_token).ToDataset(s_token);
        Assert.Equal([1L, null, 9007199254740993L, null], Values(data, "i"));
        Assert.Equal([null, null, "x", "</script>"], Values(data, "late"));
        Assert.Equal(4, data["only"].MissingCount);
    }

    [Fact]
    public void JsonLines_KeyAfterTheSample_IsNeverLostInSilence()
    {
        string path = _scratch.Text("late.jsonl", string.Concat(Enumerable.Repeat("{\"i\": 1}\n", 300)) + "{\"i\": 2, \"late\": 5}\n");
        Assert.Equal(5L, DuckDbSource.FromJsonLines(path, new() { SampleRows = null }, s_token).ToDataset(s_token)["late"].GetValue(300));
        MlopsException lost = Assert.Throws<MlopsException>(() => DuckDbSource.FromJsonLines(path, new() { SampleRows = 50 }, s_token).ToDataset(s_token));
        Assert.Contains("late", lost.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"i\": 1}\n{\"i\": \"many\"}\n", "1|many")]
    [InlineData("{\"i\": 1}\n{\"i\": {\"a\": 1}}\n", "1|{\"a\":1}")]
    [InlineData("{\"i\": 1}\n{\"i\": [1, 2]}\n", "1|[1,2]")]
    [InlineData("{\"i\": 1}\n{\"i\": \"a\\\"b\"}\n{\"i\": null}\n", "1|a\"b|")]
    [InlineData("{\"i\": true}\n{\"i\": 1}\n", "true|1")]
    [InlineData("{\"i\": 18446744073709551616}\n{\"i\": 1}\n", "1.8446744073709552E+19|1")]
    public void JsonLines_KindsMixed_KeepEveryValue(string text, string expected)
    {
        Dataset data = DuckDbSource.FromJsonLines(_scratch.Text("a.jsonl", text), cancellationToken: s_token).ToDataset(s_token);
        Assert.Equal(expected, string.Join('|', Enumerable.Range(0, data.RowCount).Select(data["i"].GetText)));
    }

    [Theory]
    [InlineData("{\"i\": 1}\n{\"i\": \n")]
    [InlineData("{\"i\": 1} trailing\n{\"i\": 2}\n")]
    [InlineData("i,j\n1,2\n")]
    [InlineData("{\"i\": \"\\ud800\"}\n")]
    public void JsonLines_Malformed_AreAFailureThatNamesTheFile(string text)
    {
        string path = _scratch.Text("bad.jsonl", text);
        try
        {
            // A lone surrogate may be read as a replacement; nothing else may pass.
            Dataset data = DuckDbSource.FromJsonLines(path, cancellationToken: s_token).ToDataset(s_token);
            Assert.Contains("ud800", text, StringComparison.Ordinal);
            Assert.Equal(1, data.RowCount);
        }
        catch (MlopsException error)
        {
            Assert.Contains("bad.jsonl", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Compressed_AndDamagedFiles_AreReadOrRefused()
    {
        byte[] lines = Encoding.UTF8.GetBytes("{\"i\": 1}\n{\"i\": 2}\n");
        using (var file = File.Create(_scratch["a.jsonl.gz"]))
        using (var packed = new GZipStream(file, CompressionLevel.Fastest)) packed.Write(lines);
        Assert.Equal(2, DuckDbSource.FromJsonLines(_scratch["a.jsonl.gz"], cancellationToken: s_token).ToDataset(s_token).RowCount);
        File.WriteAllBytes(_scratch["b.jsonl.gz"], lines);
        Assert.Throws<MlopsException>(() => DuckDbSource.FromJsonLines(_scratch["b.jsonl.gz"], cancellationToken: s_token).ToDataset(s_token));
        byte[] whole = File.ReadAllBytes(_scratch["a.jsonl.gz"]);
        File.WriteAllBytes(_scratch["c.jsonl.gz"], whole[..^9]);
        MlopsException cut = Assert.Throws<MlopsException>(() => DuckDbSource.FromJsonLines(_scratch["?.jsonl.gz"], cancellationToken: s_token));
        Assert.Contains("b.jsonl.gz' cannot be unpacked", cut.Message, StringComparison.Ordinal);
        whole[^12] ^= 1;
        File.WriteAllBytes(_scratch["d.csv.gz"], whole);
        foreach (string name in (string[])["c.jsonl.gz", "d.csv.gz"])
            Assert.Equal("MLO1601", Assert.Throws<MlopsException>(() => DuckDbSource.FromQuery("SELECT * FROM t", files: new() { ["t"] = _scratch[name] })).Code);
        File.WriteAllBytes(_scratch["empty.jsonl"], []);
        Assert.Contains("is empty", Assert.Throws<MlopsException>(() => DuckDbSource.FromJsonLines(_scratch["empty.jsonl"], cancellationToken: s_token)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_scratch["empty.csv"], []);
        Assert.Contains("is empty", Assert.Throws<MlopsException>(() => DuckDbSource.FromCsv(_scratch["empty.csv"], cancellationToken: s_token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_NamedByAnEnemy_KeepTheirNames()
    {
        string[] names = ["a\"; DROP TABLE x; --", "it's", "line\nend", "<b>", " ", "ł", "select", "a.b", "*"];
        string path = _scratch.Parquet("n.parquet", $"SELECT {string.Join(", ", names.Select((name, i) => $"{i} AS {SqlText.Identifier(name)}"))}");
        Dataset data = Dataset.FromParquet(path, new() { Columns = [.. names.Reverse()] }, s_token);
        Assert.Equal(names.Reverse(), data.Schema.Select(field => field.Name));
        Assert.Equal(Enumerable.Range(0, names.Length).Select(i => (object?)(long)i), names.Select(name => data[name].GetValue(0)));
    }

    [Fact]
    public void Nested_AndEmptyLists_AreJson()
    {
        string path = _scratch.Parquet("l.parquet", "SELECT * FROM (VALUES ([[1, NULL], []], {'a': NULL, 'b': [DATE '2024-01-01']}), (NULL, NULL), ([], {'a': 'x\"y', 'b': []})) t(l, s)");
        Dataset data = Dataset.FromParquet(path, cancellationToken: s_token);
        Assert.Equal(["[[1,null],[]]", null, "[]"], Values(data, "l"));
        Assert.Equal(["{\"a\":null,\"b\":[\"2024-01-01\"]}", null, "{\"a\":\"x\\\"y\",\"b\":[]}"], Values(data, "s"));
    }

    [Fact]
    public void Files_OfOneName_WithOtherKinds_AreUnitedWithoutLoss()
    {
        _scratch.Parquet("u/a.parquet", "SELECT 1::BIGINT AS x, DATE '2024-01-01' AS d");
        _scratch.Parquet("u/b.parquet", "SELECT 'many' AS x, TIMESTAMP '2024-01-02 03:04:05' AS d");
        Dataset data = Dataset.FromParquet(_scratch["u/*.parquet"], new() { UnionByName = true }, s_token);
        Assert.Equal(["1", "many"], Values(data, "x"));
        Assert.Equal([new DateTime(2024, 1, 1), new DateTime(2024, 1, 2, 3, 4, 5)], Values(data, "d"));
    }

    [Fact]
    public void Partition_ThatIsAlsoAColumnOfTheFile_IsDefined()
    {
        _scratch.Parquet("p/year=2024/x.parquet", "SELECT 1 AS x, 1999 AS year");
        Dataset data = Dataset.FromParquet(_scratch["p/**/*.parquet"], cancellationToken: s_token);
        Assert.Equal(["x", "year"], data.Schema.Select(field => field.Name));
        _scratch.Parquet("q/when=2024-01-05/x.parquet", "SELECT 1 AS x");
        _scratch.Parquet("q/when=__HIVE_DEFAULT_PARTITION__/x.parquet", "SELECT 2 AS x");
        Dataset dates = Dataset.FromParquet(_scratch["q/**/*.parquet"], cancellationToken: s_token);
        Assert.Equal(2, dates.RowCount);
        Assert.Contains("2024-01-05", Enumerable.Range(0, 2).Select(dates["when"].GetText));
    }

    [Fact]
    public void File_ThatChangesAfterOpening_IsAFailureAndNoOtherTable()
    {
        string path = _scratch.Parquet("x.parquet", "SELECT i AS x FROM range(10) t(i)");
        DuckDbSource source = DuckDbSource.FromParquet(path, cancellationToken: s_token);
        _scratch.Parquet("x.parquet", "SELECT 'a' AS y");
        Assert.Throws<MlopsException>(() => source.ToDataset(s_token));
        File.Delete(path);
        Assert.Throws<MlopsException>(() => source.ToDataset(s_token));
    }

    [Theory]
    [InlineData("EXPORT DATABASE 'x'")]
    [InlineData("CHECKPOINT")]
    [InlineData("PRAGMA enable_profiling")]
    [InlineData("CALL pragma_version()")]
    [InlineData("EXPLAIN ANALYZE SELECT 1")]
    [InlineData("INSERT INTO t VALUES (1)")]
    [InlineData("WITH w AS (DELETE FROM t RETURNING *) SELECT * FROM w")]
    [InlineData("DROP VIEW t")]
    [InlineData("PREPARE p AS SELECT 1")]
    [InlineData("SET VARIABLE v = 1")]
    [InlineData("USE memory")]
    [InlineData("CREATE MACRO f() AS 1")]
    [InlineData("FORCE INSTALL httpfs FROM 'http://example.com'")]
    [InlineData("COPY t TO PROGRAM 'sh'")]
    [InlineData("BEGIN; COPY t TO 'x.csv'; SELECT 1")]
    public void Sql_ThatDoesMoreThanRead_IsRefused(string sql)
    {
        string path = _scratch.Parquet("t.parquet", "SELECT 1 AS x");
        MlopsException error = Assert.Throws<MlopsException>(() => DuckDbSource.FromQuery(sql, files: new() { ["t"] = path }).ToDataset());
        Assert.Contains(error.Code, (string[])["MLO1602", "MLO1605"]);
        Assert.Single(Directory.GetFiles(_scratch.Folder));
    }

    [Theory]
    [InlineData("SELECT * FROM read_text('{0}')")]
    [InlineData("SELECT * FROM read_blob('{0}')")]
    [InlineData("SELECT * FROM read_csv('{0}')")]
    [InlineData("SELECT * FROM '{0}'")]
    [InlineData("SELECT * FROM glob('{1}/*')")]
    [InlineData("SELECT * FROM read_parquet('{1}/inner/../{2}')")]
    [InlineData("SELECT * FROM query('SELECT * FROM read_text(''{0}'')')")]
    [InlineData("SELECT * FROM query_table('{0}')")]
    [InlineData("SELECT (SELECT content FROM read_text('{0}')) AS x FROM t")]
    [InlineData("SELECT * FROM parquet_metadata('{0}')")]
    [InlineData("SELECT * FROM sqlite_scan('{0}', 'x')")]
    public void Sql_OfSomebodyElse_ReadsTheNamedFilesAlone(string sql)
    {
        string path = _scratch.Parquet("t.parquet", "SELECT 1 AS x"), secret = _scratch.Text("secret.csv", "word\nhidden\n");
        string text = string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, secret, _scratch.Folder, "secret.csv");
        string shown = "";
        try
        {
            shown = DuckDbSource.FromQuery(text, files: new() { ["t"] = path }, options: new() { OnlyNamedFiles = true }, cancellationToken: s_token).ToDataset(s_token).ToCsv();
            Assert.Equal(0, DuckDbSource.FromQuery(text, files: new() { ["t"] = path }, options: new() { OnlyNamedFiles = true }, cancellationToken: s_token).ToDataset(s_token).RowCount);
        }
        catch (MlopsException error)
        {
            shown = error.Message;
        }

        Assert.DoesNotContain("hidden", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\nsecret", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void GroupBy_LargerThanTheMemoryLimit_Spills()
    {
        string folder = _scratch["spill"];
        DuckDbSource source = DuckDbSource.FromQuery(
            "SELECT 'a key that is longer than twelve bytes ' || i // 2 AS k, count(*) AS n FROM range(800000) t(i) GROUP BY k",
            options: new() { MemoryLimit = 40 << 20, TempFolder = folder, MaxThreads = 1, FindCategories = false }, cancellationToken: s_token);
        long groups = 0, rows = 0;
        bool spilt = false;
        foreach (Dataset batch in source.ReadBatches(cancellationToken: s_token))
        {
            spilt |= Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length > 0;
            groups += batch.RowCount;
            foreach (long n in ((IntegerColumn)batch["n"]).Values) rows += n;
        }

        Assert.Equal((400_000, 800_000, true), (groups, rows, spilt));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void Scans_OfOneSource_AtOnce_DoNotDisturbEachOther()
    {
        string path = _scratch.Parquet("x.parquet", "SELECT i AS x, 'level ' || i % 5 AS l FROM range(300000) t(i)", ", row_group_size 50000");
        DuckDbSource source = DuckDbSource.FromParquet(path, cancellationToken: s_token);
        long[] sums = new long[3];
        Parallel.For(0, sums.Length, i =>
        {
            foreach (Dataset batch in source.ReadBatches(10_000 + i, s_token))
                foreach (long x in ((IntegerColumn)batch["x"]).Values) sums[i] += x;
        });
        Assert.All(sums, sum => Assert.Equal(300_000L * 299_999 / 2, sum));
        using IEnumerator<Dataset> first = source.ReadBatches(1000, s_token).GetEnumerator(), second = source.ReadBatches(1000, s_token).GetEnumerator();
        for (int i = 0; i < 5; i++) Assert.Equal((first.MoveNext(), first.Current["x"].GetValue(7)), (second.MoveNext(), second.Current["x"].GetValue(7)));
        Assert.Throws<OperationCanceledException>(() => source.ReadBatches(1000, new CancellationToken(true)).Count());
    }

    private static object?[] Values(Dataset data, string column) => [.. Enumerable.Range(0, data.RowCount).Select(data[column].GetValue)];
}
