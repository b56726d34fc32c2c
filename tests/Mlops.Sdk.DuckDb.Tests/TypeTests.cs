using System.Globalization;

namespace Mlops.Sdk.DuckDb.Tests;

public sealed class TypeTests
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TINYINT", "-128", "127")]
    [InlineData("SMALLINT", "-32768", "32767")]
    [InlineData("INTEGER", "-2147483648", "2147483647")]
    [InlineData("BIGINT", "-9223372036854775808", "9223372036854775807")]
    [InlineData("UTINYINT", "0", "255")]
    [InlineData("USMALLINT", "0", "65535")]
    [InlineData("UINTEGER", "0", "4294967295")]
    [InlineData("UBIGINT", "0", "9223372036854775807")]
    [InlineData("HUGEINT", "-9223372036854775808", "9223372036854775807")]
    [InlineData("UHUGEINT", "0", "9223372036854775807")]
    [InlineData("DECIMAL(4,0)", "-9999", "9999")]
    [InlineData("DECIMAL(9,0)", "-999999999", "999999999")]
    [InlineData("DECIMAL(18,0)", "-999999999999999999", "999999999999999999")]
    [InlineData("DECIMAL(38,0)", "-9223372036854775808", "9223372036854775807")]
    public void Integer_OfEveryWidth_IsExact(string type, string least, string greatest)
    {
        var column = Assert.IsType<IntegerColumn>(Read($"SELECT x::{type} AS x FROM (VALUES ({least}), (NULL), ({greatest})) t(x)")["x"]);
        Assert.Equal([long.Parse(least, CultureInfo.InvariantCulture), 0, long.Parse(greatest, CultureInfo.InvariantCulture)], column.Values.ToArray());
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(column.IsMissing));
    }

    [Theory]
    [InlineData("UBIGINT", "18446744073709551615", 18446744073709551615.0)]
    [InlineData("HUGEINT", "-170141183460469231731687303715884105728", -1.7014118346046923e38)]
    [InlineData("UHUGEINT", "340282366920938463463374607431768211455", 3.4028236692093846e38)]
    [InlineData("DECIMAL(38,0)", "99999999999999999999999999999999999999", 1e38)]
    public void Integer_Beyond64Bits_MakesTheColumnNumbers(string type, string value, double expected)
    {
        Dataset data = Read($"SELECT x::{type} AS x FROM (VALUES ('1'), (NULL), ('{value}')) t(x)");
        Assert.Equal([1, double.NaN, expected], ((NumberColumn)data["x"]).Values.ToArray());
        MlopsException refused = Assert.Throws<MlopsException>(() => Read($"SELECT x::{type} AS x FROM (VALUES ('1'), ('{value}')) t(x)", new() { Types = Types("x", ColumnType.Integer) }));
        Assert.Equal("MLO1603", refused.Code);
        Assert.Equal(value, Read($"SELECT x::{type} AS x FROM (VALUES ('{value}')) t(x)", new() { Types = Types("x", ColumnType.Text) })["x"].GetText(0));
    }

    [Theory]
    [InlineData("DECIMAL(4,2)", "12.34")]
    [InlineData("DECIMAL(9,3)", "-123456.789")]
    [InlineData("DECIMAL(18,17)", "1.23456789012345678")]
    [InlineData("DECIMAL(38,10)", "1234567890123456789012345678.0123456789")]
    [InlineData("DECIMAL(38,38)", "0.12345678901234567890123456789012345678")]
    [InlineData("DOUBLE", "1e-310")]
    [InlineData("DOUBLE", "-1.7976931348623157e308")]
    public void Number_IsTheNearestDouble(string type, string value) =>
        Assert.Equal(double.Parse(value, CultureInfo.InvariantCulture), ((NumberColumn)Read($"SELECT '{value}'::{type} AS x")["x"]).Values[0]);

    [Fact]
    public void Number_NanIsAValue_AndNullIsMissing()
    {
        var column = (NumberColumn)Read("SELECT x FROM (VALUES ('NaN'::DOUBLE), (NULL), ('Infinity'::DOUBLE), ('-0'::DOUBLE)) t(x)")["x"];
        Assert.Equal([false, true, false, false], Enumerable.Range(0, 4).Select(column.IsMissing));
        Assert.True(double.IsNaN(column.Values[0]) && double.IsPositiveInfinity(column.Values[2]) && double.IsNegative(column.Values[3]));
        Assert.True(((NumberColumn)Read("SELECT x FROM (VALUES (1.5::FLOAT), (NULL)) t(x)")["x"]).NanIsMissing);
    }

    [Theory]
    [InlineData("DATE '0001-01-01'", "0001-01-01")]
    [InlineData("DATE '9999-12-31'", "9999-12-31")]
    [InlineData("TIMESTAMP '2024-02-29 23:59:59.999999'", "2024-02-29T23:59:59.999999")]
    [InlineData("TIMESTAMP '0001-01-01 00:00:00.000001'", "0001-01-01T00:00:00.000001")]
    [InlineData("TIMESTAMP '9999-12-31 23:59:59.999999'", "9999-12-31T23:59:59.999999")]
    [InlineData("TIMESTAMP_S '1969-12-31 23:59:59'", "1969-12-31T23:59:59")]
    [InlineData("TIMESTAMP_MS '1969-12-31 23:59:59.999'", "1969-12-31T23:59:59.999")]
    [InlineData("TIMESTAMP_NS '1969-12-31 23:59:59.123456789'", "1969-12-31T23:59:59.1234567")]
    [InlineData("TIMESTAMP_NS '2024-01-01 00:00:00.123456789'", "2024-01-01T00:00:00.1234567")]
    [InlineData("TIMESTAMPTZ '2024-01-01 00:30:00+02:00'", "2023-12-31T22:30:00")]
    public void Timestamp_OfEveryUnit_IsTicks(string value, string expected)
    {
        Dataset data = Read($"SELECT x FROM (VALUES ({value}), (NULL)) t(x)");
        Assert.IsType<TimestampColumn>(data["x"]);
        Assert.Equal(expected, data["x"].GetText(0));
        Assert.True(data["x"].IsMissing(1));
    }

    [Theory]
    [InlineData("DATE '290000-01-01'")]
    [InlineData("'infinity'::DATE")]
    [InlineData("'-infinity'::TIMESTAMP")]
    [InlineData("TIMESTAMP '10000-01-01'")]
    [InlineData("TIMESTAMP '0001-01-01 (BC)'")]
    public void Timestamp_OutsideOfDotNet_IsAnErrorOrMissing(string value)
    {
        string sql = $"SELECT x FROM (VALUES ({value})) t(x)";
        MlopsException refused = Assert.Throws<MlopsException>(() => Read(sql));
        Assert.Equal("MLO1603", refused.Code);
        Assert.Contains("Row 0, column 'x'", refused.Message, StringComparison.Ordinal);
        Assert.True(Read(sql, new() { OnBadValue = BadValueHandling.Missing })["x"].IsMissing(0));
    }

    [Theory]
    [InlineData("'7d444840-9dc0-11d1-b245-5ffdce74fad2'::UUID", "7d444840-9dc0-11d1-b245-5ffdce74fad2")]
    [InlineData("'\\x00\\xFFab'::BLOB", "00FF6162")]
    [InlineData("[1, NULL, 3]", "[1,null,3]")]
    [InlineData("{'a': 1, 'b': 'x\"y'}", "{\"a\":1,\"b\":\"x\\\"y\"}")]
    [InlineData("MAP {'k': 1.5}", "{\"k\":1.5}")]
    [InlineData("array_value(1, 2)", "[1,2]")]
    [InlineData("INTERVAL '1 month 2 days'", "1 month 2 days")]
    [InlineData("'10101'::BIT", "10101")]
    [InlineData("TIMETZ '10:00:00+02'", "10:00:00+02")]
    public void Other_Types_AreText(string value, string expected)
    {
        Dataset data = Read($"SELECT {value} AS x UNION ALL SELECT NULL");
        Assert.IsType<TextColumn>(data["x"]);
        Assert.Equal(expected, data["x"].GetText(0));
        Assert.True(data["x"].IsMissing(1));
    }

    [Fact]
    public void Flag_Enum_Time_AreWhatTheySay()
    {
        Dataset data = Read("SELECT f, e::ENUM('z', 'a', 'never') AS e, t FROM (VALUES (true, 'a', TIME '01:00:01.5'), (NULL, NULL, NULL), (false, 'z', TIME '00:00:00')) v(f, e, t)");
        Assert.Equal([true, false, false], ((FlagColumn)data["f"]).Values.ToArray());
        Assert.Equal(["z", "a", "never"], ((CategoryColumn)data["e"]).Levels.Names);
        Assert.Equal([1, -1, 0], ((CategoryColumn)data["e"]).Codes.ToArray());
        Assert.Equal([3601.5, double.NaN, 0], ((NumberColumn)data["t"]).Values.ToArray());
    }

    [Fact]
    public void Text_UnicodeEmptyAndLong_IsCopiedAsItIs()
    {
        string[] texts = ["", "a", "twelve bytes", "thirteen byte", "Grüße aus Łódź", "日本語テキスト", "👩‍👩‍👧", "line\nbreak\0", new string('é', 500_000)];
        var data = new Dataset(TextColumn.FromValues("x", [.. texts, null]));
        using var scratch = new Scratch();
        data.SaveParquet(scratch["x.parquet"], cancellationToken: s_token);
        Dataset read = Dataset.FromParquet(scratch["x.parquet"], cancellationToken: s_token);
        Assert.Equal([.. texts, null], Enumerable.Range(0, read.RowCount).Select(row => (string?)read["x"].GetValue(row)));
    }

    [Theory]
    [InlineData(ColumnType.Number, "DOUBLE", "1.5")]
    [InlineData(ColumnType.Integer, "VARCHAR", "-7")]
    [InlineData(ColumnType.Integer, "DOUBLE", "7")]
    [InlineData(ColumnType.Flag, "INTEGER", "true")]
    [InlineData(ColumnType.Timestamp, "VARCHAR", "2024-01-02T03:04:05")]
    [InlineData(ColumnType.Text, "INTEGER", "12")]
    [InlineData(ColumnType.Category, "INTEGER", "12")]
    public void DeclaredType_Wins(ColumnType type, string source, string text)
    {
        string value = (type, source) switch { (ColumnType.Flag, _) => "1", (ColumnType.Timestamp, _) => "'2024-01-02 03:04:05'", _ => $"'{text}'" };
        Dataset data = Read($"SELECT {value}::{source} AS x", new() { Types = Types("x", type) });
        Assert.Equal(type, data["x"].Type);
        Assert.Equal(text, data["x"].GetText(0));
    }

    [Theory]
    [InlineData(ColumnType.Integer, "1.5::DOUBLE")]
    [InlineData(ColumnType.Integer, "'1.5'")]
    [InlineData(ColumnType.Integer, "1e30::DOUBLE")]
    [InlineData(ColumnType.Flag, "2")]
    [InlineData(ColumnType.Number, "'abc'")]
    [InlineData(ColumnType.Timestamp, "'yesterday'")]
    public void DeclaredType_NeverRounds(ColumnType type, string value)
    {
        MlopsException refused = Assert.Throws<MlopsException>(() => Read($"SELECT {value} AS x", new() { Types = Types("x", type) }));
        Assert.Equal("MLO1603", refused.Code);
        Assert.True(Read($"SELECT {value} AS x", new() { Types = Types("x", type), OnBadValue = BadValueHandling.Missing })["x"].IsMissing(0));
    }

    internal static Dataset Read(string sql, DuckDbOptions? options = null) => DuckDbSource.FromQuery(sql, options: options, cancellationToken: s_token).ToDataset(s_token);

    internal static Dictionary<string, ColumnType> Types(string name, ColumnType type) => new() { [name] = type };
}
