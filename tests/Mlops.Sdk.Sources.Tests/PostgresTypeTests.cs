using System.Globalization;
using Npgsql;

namespace Mlops.Sdk.Sources.Tests;

public sealed class PostgresTypeTests
{
    private const string Types = """
        select * from (values
          (true, 1::smallint, 2::integer, 9007199254740993::bigint, 1.5::real, -0.1::double precision, 12345.678901::numeric(20,6), 3.25::money,
           'it''s'::text, 'ab'::varchar(5), 'c'::char(3), '8d2c4f1e-0000-4000-8000-000000000001'::uuid, '{"a": [1, "</script>"]}'::json, '{"b": 2}'::jsonb,
           date '2024-02-29', timestamp '2024-02-29 01:02:03.123456', timestamptz '2024-02-29 01:02:03+02', time '01:02:03.5', interval '1 day 2 hours', inet '10.0.0.1', macaddr '08:00:2b:01:02:03', 7::oid, '<a/>'::xml),
          (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null))
          as t(flag, small, int, big, real, double, num, cash, txt, vc, ch, id, js, jsb, day, ts, tstz, tod, span, ip, mac, oid, xml)
        """;

    [Fact]
    public void Reader_EveryUsualType_HasItsColumn()
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        Dataset data = connection.Read(Types);
        Assert.Equal(
            "flag: Flag, small: Integer, int: Integer, big: Integer, real: Number, double: Number, num: Number, cash: Number, txt: Category, vc: Category, ch: Category, id: Text, js: Category, jsb: Category, " +
            "day: Timestamp, ts: Timestamp, tstz: Timestamp, tod: Number, span: Number, ip: Text, mac: Text, oid: Integer, xml: Category",
            data.Schema.ToString());
        object?[] expected =
        [
            true, 1L, 2L, 9007199254740993L, 1.5, -0.1, 12345.678901, 3.25, "it's", "ab", "c  ", "8d2c4f1e-0000-4000-8000-000000000001", """{"a": [1, "</script>"]}""", """{"b": 2}""",
            new DateTime(2024, 2, 29), new DateTime(2024, 2, 29, 1, 2, 3).AddMicroseconds(123456), new DateTime(2024, 2, 28, 23, 2, 3), 3723.5, 93600.0, "10.0.0.1", "08002B010203", 7L, "<a/>",
        ];
        Assert.Equal(expected, data.Columns.Select(column => column.GetValue(0)));
        Assert.All(data.Columns, column => Assert.True(column.IsMissing(1), column.Name));
        using NpgsqlCommand command = connection.Command(Types);
        Dataset batches = DataSource.FromCommand(command).ToDataset();
        Assert.Equal(expected, batches.Columns.Select(column => column.GetValue(0)));
        Assert.All(batches.Columns.Where(column => data[column.Name].Type == ColumnType.Category), column => Assert.Equal(ColumnType.Text, column.Type));
    }

    [Fact]
    public void Reader_SpecialNumbersAndMoments_AreDefined()
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        Dataset data = connection.Read("select 'NaN'::float8 as nan, '-infinity'::float8 as inf, 5e-324::float8 as tiny, 0.1::numeric as tenth, 'infinity'::timestamp as late, (-9223372036854775807-1)::int8 as least, ''::text as empty, E'a\\nb\\u00e9\\U0001F600'::text as uni");
        Assert.True(double.IsNaN(Assert.IsType<double>(data["nan"].GetValue(0))));
        Assert.Equal([double.NegativeInfinity, double.Epsilon, 0.1, DateTime.MaxValue, long.MinValue, "", "a\nb\u00e9\U0001F600"], new[] { "inf", "tiny", "tenth", "late", "least", "empty", "uni" }.Select(name => data[name].GetValue(0)));
    }

    [Fact]
    public void Numeric_DeclaredType_KeepsEveryDigit()
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        const string sql = "select 9007199254740993::numeric as a, 0.12345678901234567890::numeric as b, 9007199254740993::numeric(20,0) as c";
        Dataset data = connection.Read(sql, new Schema([new("a", ColumnType.Integer), new("b", ColumnType.Text), new("c", ColumnType.Number)]));
        Assert.Equal([9007199254740993L, "0.12345678901234567890", 9007199254740992.0], data.Columns.Select(column => column.GetValue(0)));
        Assert.Contains("Row 0, column 'b': '0.12345678901234567890' (Decimal) cannot be read as Integer", Assert.Throws<MlopsException>(() => connection.Read(sql, new Schema([new("b", ColumnType.Integer)]))).Message);
    }

    [Theory]
    [InlineData("0.1234567890123456789012345678901234::numeric", "Row 2, column 'x': the driver has no Decimal", "CAST(... AS double precision)")]
    [InlineData("1e40::numeric", "Row 2, column 'x': the driver has no Decimal", "CAST(... AS double precision)")]
    [InlineData("'NaN'::numeric", "Row 2, column 'x': the driver has no Decimal", "CAST(... AS text)")]
    [InlineData("timestamp '4713-01-01 00:00:00 BC'", "Row 2, column 'x': the driver has no DateTime", "CAST(... AS text)")]
    [InlineData("interval '1 month'", "Row 2, column 'x': the driver has no TimeSpan", "CAST(... AS text)")]
    [InlineData("'\\x0102'::bytea", "Row 2, column 'x': '2 bytes' (Byte[])", "hexadecimal or base 64")]
    [InlineData("array[1, 2, 3]", "Row 2, column 'x': '3 elements' (Int32[])", "Take its elements apart")]
    [InlineData("point(1, 2)", "Row 2, column 'x': '", "Make it text first")]
    [InlineData("int4range(1, 5)", "Row 2, column 'x': '", "Make it text first")]
    [InlineData("row(1, 'a')", "Row 2, column 'x': ", "text")]
    public void Reader_ValueWithoutColumn_NamesRowColumnAndRemedy(string value, string place, string remedy)
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        using NpgsqlCommand command = connection.Command($"select i, case when i = 2 then {value} end as x from generate_series(0, 4) as t(i) order by i");
        MlopsException error = Assert.Throws<MlopsException>(() => DataSource.FromCommand(command).ReadBatches(2).Sum(batch => batch.RowCount));
        Assert.Equal("MLO1031", error.Code);
        Assert.Contains(place, error.Message);
        Assert.Contains(remedy, error.Message);
        Assert.Equal(5, connection.Read("select i from generate_series(0, 4) as t(i)").RowCount);
    }

    [Fact]
    public void Numeric_CastInTheQuery_IsTheRemedy()
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        Dataset data = connection.Read("select cast(1e40::numeric as double precision) as x, cast(1e40::numeric as text) as t");
        Assert.Equal(1e40, data["x"].GetValue(0));
        Assert.Equal("1" + new string('0', 40), data["t"].GetValue(0));
    }

    [Fact]
    public void Reader_EnumAndDomain_AreTextAndTheirBase()
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        string name = string.Create(CultureInfo.InvariantCulture, $"s{Environment.ProcessId}_{nameof(Reader_EnumAndDomain_AreTextAndTheirBase)}").ToLowerInvariant()[..30];
        using NpgsqlCommand make = connection.Command($"drop schema if exists {name} cascade; create schema {name}; create type {name}.mood as enum ('sad', 'glad'); create domain {name}.pct as int check (value between 0 and 100)");
        make.ExecuteNonQuery();
        connection.ReloadTypes();
        Dataset data = connection.Read($"select 'glad'::{name}.mood as m, 7::{name}.pct as p");
        Assert.Equal(["glad", 7L], data.Columns.Select(column => column.GetValue(0)));
        using NpgsqlCommand drop = connection.Command($"drop schema {name} cascade");
        drop.ExecuteNonQuery();
    }

    [Theory]
    [InlineData("select 1, 2", "named '?column?'")]
    [InlineData("select 1 as a, 2 as a", "named 'a'")]
    [InlineData("select from generate_series(1, 2)", "MLO1038")]
    [InlineData("selekt 1", "syntax error")]
    [InlineData("create temp table t(x int)", "MLO1038")]
    public void FromCommand_QueryWithoutUse_IsAnErrorAtOnce(string sql, string part)
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        using NpgsqlCommand command = connection.Command(sql);
        MlopsException error = Assert.Throws<MlopsException>(() => DataSource.FromCommand(command));
        Assert.Contains(part, $"{error.Code} {error.Message}");
    }
}
