using CsCheck;

namespace Mlops.Sdk.DuckDb.Tests;

public sealed class ParquetTests : IDisposable
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Dataset_RoundTrips()
    {
        Gen<string?> text = Gen.OneOf(Gen.Const((string?)null), Gen.String.Select(value => (string?)new string([.. value.Where(one => !char.IsSurrogate(one))])));
        Gen<double> number = Gen.OneOf(Gen.Double, Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity));
        Gen<long> ticks = Gen.OneOf(Gen.Long[0, DateTime.MaxValue.Ticks].Select(value => value / 10 * 10), Gen.Const(0L));
        Gen.Select(text.Array[0, 60], number.Array[60], Gen.Long.Array[60], Gen.Bool.Array[60], ticks.Array[60], Gen.Int[0, 3]).Sample((texts, numbers, integers, flags, moments, every) =>
        {
            int rows = texts.Length;
            MissingMask mask = MissingMask.Create(rows, row => every > 0 && row % (every + 1) == 0);
            var data = new Dataset(
                TextColumn.FromValues("text", texts),
                CategoryColumn.FromValues("level", texts).WithLevels(new CategoryLevels(["unused", .. texts.OfType<string>().Where(value => value != "unused").Distinct(StringComparer.Ordinal).Reverse()])),
                new NumberColumn("masked", numbers.Take(rows).Select((value, row) => mask[row] ? double.NaN : value + 0.0).ToArray(), mask),
                new NumberColumn("number", numbers.Take(rows).Select(value => double.IsNaN(value) ? 1 : value + 0.0).ToArray()),
                new IntegerColumn("integer", integers.Take(rows).Select((value, row) => mask[row] ? 0 : value).ToArray(), mask),
                new FlagColumn("flag", flags.Take(rows).Select((value, row) => !mask[row] && value).ToArray(), mask),
                new TimestampColumn("moment", moments.Take(rows).Select((value, row) => mask[row] ? 0 : value).ToArray(), mask)).WithRole("flag", ColumnRole.Label).WithRole("text", ColumnRole.Ignored).WithRole("moment", ColumnRole.Time);
            string path = _scratch[$"{Environment.CurrentManagedThreadId}.parquet"];
            data.SaveParquet(path, cancellationToken: s_token);
            Dataset read = Dataset.FromParquet(path, cancellationToken: s_token);
            Assert.Equal(data.Schema, read.Schema);
            foreach (Column column in data.Columns)
                Assert.Equal(Enumerable.Range(0, rows).Select(row => Bits(column, row)), Enumerable.Range(0, rows).Select(row => Bits(read[column.Name], row)));
        }, iter: 15, threads: 1);
    }

    [Fact]
    public void Moments_KeepTheirLastDigit_WhereNanosecondsReach()
    {
        long fine = new DateTime(2024, 5, 6).Ticks + 1_234_567, far = new DateTime(1500, 1, 1).Ticks;
        new Dataset(new TimestampColumn("t", new[] { fine, 0L }, MissingMask.Create(2, row => row == 1))).SaveParquet(_scratch["fine.parquet"], cancellationToken: s_token);
        Assert.Equal(fine, ((TimestampColumn)Dataset.FromParquet(_scratch["fine.parquet"], cancellationToken: s_token)["t"]).Ticks[0]);
        new Dataset(new TimestampColumn("t", new[] { far, DateTime.MaxValue.Ticks - 9 })).SaveParquet(_scratch["far.parquet"], cancellationToken: s_token);
        Assert.Equal([far, DateTime.MaxValue.Ticks - 9], ((TimestampColumn)Dataset.FromParquet(_scratch["far.parquet"], cancellationToken: s_token)["t"]).Ticks.ToArray());
        var both = new Dataset(new TimestampColumn("t", new[] { fine, far }));
        Assert.Equal("MLO1609", Assert.Throws<MlopsException>(() => both.SaveParquet(_scratch["both.parquet"])).Code);
        both.SaveParquet(_scratch["both.parquet"], new() { Nanoseconds = false }, s_token);
        Assert.Equal(fine / 10 * 10, ((TimestampColumn)Dataset.FromParquet(_scratch["both.parquet"], cancellationToken: s_token)["t"]).Ticks[0]);
    }

    [Fact]
    public void StoredSchema_IsBelievedWhereTheFileBearsItOut()
    {
        string lie = """{"format":1,"columns":[{"name":"n","type":"Integer","role":"Id"},{"name":"c","type":"Category","role":"Label","levels":["x"]}]}""";
        string path = _scratch.Parquet("lie.parquet", "SELECT 1.5::DOUBLE AS n, 'y' AS c", $", KV_METADATA {{\"mlops.schema\": '{lie}'}}");
        DuckDbSource source = DuckDbSource.FromParquet(path, cancellationToken: s_token);
        Assert.Equal(ColumnType.Number, source.Schema["n"].Type);
        Assert.Equal("MLO1606", Assert.Throws<MlopsException>(() => source.ToDataset()).Code);
        Assert.Equal("y", Dataset.FromParquet(path, new() { UseStoredSchema = false }, s_token)["c"].GetText(0));

        foreach (string junk in (string[])["", "{", "[]", "{\"format\":1}", "{\"format\":1,\"columns\":[{\"name\":\"n\",\"type\":\"Nonsense\",\"role\":\"Id\"}]}", "{\"format\":1,\"columns\":[{\"name\":\"n\",\"type\":\"7\",\"role\":\"Id\"}]}"])
        {
            _scratch.Parquet("junk.parquet", "SELECT 1 AS n", $", KV_METADATA {{\"mlops.schema\": '{junk}'}}");
            Assert.Equal(ColumnRole.Feature, DuckDbSource.FromParquet(_scratch["junk.parquet"], cancellationToken: s_token).Schema["n"].Role);
        }
    }

    [Fact]
    public void Levels_OfSeveralFiles_AreUnited()
    {
        new Dataset(CategoryColumn.FromValues("c", ["b", "a"])).SaveParquet(_scratch["1.parquet"], cancellationToken: s_token);
        new Dataset(CategoryColumn.FromValues("c", ["c"])).SaveParquet(_scratch["2.parquet"], cancellationToken: s_token);
        Assert.Equal(["a", "b", "c"], ((CategoryColumn)Dataset.FromParquet(_scratch["*.parquet"], cancellationToken: s_token)["c"]).Levels.Names);
        _scratch.Parquet("3.parquet", "SELECT 'd' AS c");
        Assert.Equal(["a", "b", "c", "d"], Enumerable.Range(0, 4).Select(Dataset.FromParquet(_scratch["*.parquet"], cancellationToken: s_token)["c"].GetText).Order());
    }

    [Theory]
    [InlineData(ParquetCompression.Zstandard)]
    [InlineData(ParquetCompression.Snappy)]
    [InlineData(ParquetCompression.Gzip)]
    [InlineData(ParquetCompression.None)]
    public void Source_IsWrittenBatchByBatch(ParquetCompression compression)
    {
        string csv = _scratch.Text("x.csv", "id,city,x\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => FormattableString.Invariant($"{i},c{i % 3},{i / 8.0}\n"))));
        CsvSource.Open(csv, new() { Id = "id" }, s_token).SaveParquet(_scratch["deep/er/x.parquet"], new() { Compression = compression, RowGroupRows = 2048 }, s_token);
        DuckDbSource source = DuckDbSource.FromParquet(_scratch["deep/er/x.parquet"], cancellationToken: s_token);
        Assert.Equal((5000, ColumnRole.Id), (source.RowCount, source.Schema["id"].Role));
        Assert.Equal(Dataset.FromCsv(csv, new() { Id = "id" }, s_token).Fingerprint(s_token), source.ToDataset(s_token).Fingerprint(s_token));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.SaveParquet(_scratch["y.parquet"], new() { RowGroupRows = 1 }));
    }

    [Fact]
    public void Save_ThatFails_LeavesTheOlderFile()
    {
        var data = new Dataset(new IntegerColumn("x", new long[] { 1 }));
        data.SaveParquet(_scratch["x.parquet"], cancellationToken: s_token);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new Dataset(new IntegerColumn("y", new long[9])).SaveParquet(_scratch["x.parquet"], cancellationToken: stopped.Token));
        MlopsException invalid = Assert.Throws<MlopsException>(() => new Dataset(new TextColumn("t", new byte[] { 0xFF }, new[] { 0, 1 })).SaveParquet(_scratch["x.parquet"]));
        Assert.Equal("MLO1609", invalid.Code);
        Assert.Throws<ArgumentException>(() => Dataset.Empty.SaveParquet(_scratch["x.parquet"]));
        Assert.Equal(data.Fingerprint(s_token), Dataset.FromParquet(_scratch["x.parquet"], cancellationToken: s_token).Fingerprint(s_token));
        Assert.Single(Directory.GetFiles(_scratch.Folder));
    }

    private static object? Bits(Column column, int row) => column.IsMissing(row) ? null : column is NumberColumn numbers ? BitConverter.DoubleToInt64Bits(numbers.Values[row]) : column.GetValue(row);
}
