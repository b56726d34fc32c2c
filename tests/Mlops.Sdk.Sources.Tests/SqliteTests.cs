using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Sources.Tests;

public sealed class SqliteTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SqliteTests()
    {
        _connection.Open();
        Execute("create table loose(i integer, r real, t text, n numeric, b blob, u); insert into loose values (1, 1.5, 'a', 1, null, null), (9007199254740993, 2, 'b', 2.5, null, 7), (null, null, null, null, null, null)");
    }

    [Fact]
    public void Reader_DeclaredTypes_AreTheTypesOfTheColumns()
    {
        Dataset data = Read("select i, r, t, n, b, u from loose");
        Assert.Equal("i: Integer, r: Number, t: Category, n: Number, b: Category, u: Integer", data.Schema.ToString());
        Assert.Equal([9007199254740993L, 2.0, "b", 2.5, null, 7L], data.Columns.Select(column => column.GetValue(1)));
        Assert.All(data.Columns, column => Assert.True(column.IsMissing(2), column.Name));
    }

    // SQLite's own getters give 0 for a text in a column of integers; that must never reach a column.
    [Fact]
    public void Reader_ValueOfAnotherType_WidensAndIsNeverZero()
    {
        Execute("insert into loose(i, r, t) values ('many', 'n/a', 5)");
        Dataset data = Read("select i, r, t from loose");
        Assert.Equal("i: Category, r: Category, t: Category", data.Schema.ToString().Replace("Text", "Category", StringComparison.Ordinal));
        Assert.Equal(["1", "9007199254740993", null, "many"], Values(data, "i"));
        Assert.Equal(["1.5", "2", null, "n/a"], Values(data, "r"));
        Assert.Equal(["a", "b", null, "5"], Values(data, "t"));
    }

    [Fact]
    public void Reader_ValueOfAnotherType_InABatch_IsAnErrorThatNamesIt()
    {
        Execute("insert into loose(i) values ('many')");
        using SqliteCommand command = Command("select i from loose");
        MlopsException error = Assert.Throws<MlopsException>(() => DataSource.FromCommand(command).ReadBatches(2).Count());
        Assert.Contains("Row 3, column 'i': 'many' (String) cannot be read as Integer", error.Message);
        Assert.Equal(["1", "9007199254740993", null, "many"], Values(DataSource.FromCommand(command, new Schema([new("i", ColumnType.Text)])).ToDataset(), "i"));
    }

    [Fact]
    public void Reader_DatesAsText_AreTimestampsWhereDeclared()
    {
        using SqliteCommand command = Command("select '2024-02-29' as day, '2024-02-29 01:02:03' as at, 1 as flag");
        Schema schema = new([new("day", ColumnType.Timestamp), new("at", ColumnType.Timestamp, ColumnRole.Time), new("flag", ColumnType.Flag, ColumnRole.Label)]);
        Dataset data = DataSource.FromCommand(command, schema).ToDataset();
        Assert.Equal([new DateTime(2024, 2, 29), new DateTime(2024, 2, 29, 1, 2, 3), true], data.Columns.Select(column => column.GetValue(0)));
        Assert.Equal(ColumnRole.Label, data.Schema["flag"].Role);
    }

    [Fact]
    public void FromCommand_ColumnsWithoutType_AreThoseOfTheFirstRow()
    {
        using SqliteCommand command = Command("select count(*) as n, avg(r) as mean, $p as p, max(t) as last from loose");
        command.Parameters.AddWithValue("$p", "it's");
        DataSource source = DataSource.FromCommand(command);
        Assert.Equal("n: Integer, mean: Number, p: Text, last: Text", source.Schema.ToString());
        Assert.Equal([3L, 1.75, "it's", "b"], source.ToDataset().Columns.Select(column => column.GetValue(0)));
    }

    [Fact]
    public void Reader_Bytes_AreRefusedWithTheRemedy()
    {
        Execute("update loose set b = x'01ff' where i = 1");
        MlopsException error = Assert.Throws<MlopsException>(() => Read("select b from loose"));
        Assert.Contains("Row 0, column 'b': '2 bytes' (Byte[])", error.Message);
        Assert.Equal("01FF", Read("select hex(b) as b from loose where i = 1")["b"].GetText(0));
    }

    [Fact]
    public void Reader_ManyLongTexts_AreReadToTheEnd()
    {
        using SqliteCommand command = Command("with recursive n(i) as (select 0 union all select i + 1 from n where i < 39999) select case when i % 7 = 0 then null else 'text ' || i end as t, case when i = 39999 then printf('%.300c', 'x') else 'a' end as s from n");
        using SqliteDataReader reader = command.ExecuteReader();
        Dataset data = Dataset.FromReader(reader);
        Assert.Equal((ColumnType.Text, ColumnType.Text), (data["t"].Type, data["s"].Type));
        for (int row = 0; row < 40_000; row += 13) Assert.Equal(row % 7 == 0 ? null : $"text {row}", data["t"].GetValue(row));
        Assert.Equal(("a", 300), (data["s"].GetText(39_998), data["s"].GetText(39_999).Length));
    }

    public void Dispose() => _connection.Dispose();

    private static object?[] Values(Dataset data, string column) => [.. Enumerable.Range(0, data.RowCount).Select(data[column].GetValue)];

    private SqliteCommand Command(string sql) => new(sql, _connection);

    private void Execute(string sql)
    {
        using SqliteCommand command = Command(sql);
        command.ExecuteNonQuery();
    }

    private Dataset Read(string sql)
    {
        using SqliteCommand command = Command(sql);
        using SqliteDataReader reader = command.ExecuteReader();
        return Dataset.FromReader(reader);
    }
}
