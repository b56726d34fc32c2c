using CsCheck;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class RecordTests
{
    private static readonly string[] Names = ["ada", "İpek"];

    private static readonly Gen<Person> AnyPerson =
        from age in Gen.Int from income in Gen.Double.Nullable() from rate in Gen.Float from name in Gen.Int[0, 2].Select(i => i == 2 ? null : Names[i])
        from grade in Gen.Int[0, 2] from day in Gen.Date from moment in Gen.DateTimeOffset from flag in Gen.Bool.Nullable() from id in Gen.Guid from count in Gen.Long.Nullable()
        select new Person(age, income, rate, name, (Grade)grade, flag is null ? null : Grade.Low, DateOnly.FromDateTime(day), moment, flag, id, count, TimeSpan.FromSeconds(age % 1000), (byte)(age & 255));

    private enum Grade
    {
        Low,
        High,
        Middle,
    }

    [Fact]
    public void ToRecords_OfFromRecords_GivesEqualRecords() =>
        AnyPerson.Array[0, 20].Sample(people =>
        {
            Dataset data = Same.InTurkish(() => Dataset.FromRecords(people));
            Person[] back = [.. data.ToRecords<Person>()];
            Assert.Equal(people.Select(p => p with { Moment = p.Moment.ToUniversalTime() }), back);
            PersonClass[] classes = [.. data.ToRecords<PersonClass>()];
            Assert.Equal(people.Select(p => (p.Age, p.Name, p.Grade)), classes.Select(p => (p.Age, p.NAME, p.Grade)));
            PersonStruct[] structs = [.. data.ToRecords<PersonStruct>()];
            Assert.Equal(people.Select(p => (p.Age, p.Income)), structs.Select(p => (p.Age, p.Income)));
            Same.Data(data.Select("Age", "Income"), Dataset.FromRecords(structs));
        }, iter: 100);

    [Fact]
    public void FromRecords_AnyType_GivesTheDocumentedColumns()
    {
        DateTime utc = new(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        Dataset data = Dataset.FromRecords(new[]
        {
            new { Money = (decimal?)1.5m, Big = ulong.MaxValue / 2, When = utc.ToLocalTime(), Kind = (Grade?)Grade.High, Word = "only once", Sex = "f", Letter = 'x' },
            new { Money = (decimal?)null, Big = 0ul, When = utc, Kind = (Grade?)null, Word = "and once", Sex = "m", Letter = 'y' },
            new { Money = (decimal?)2m, Big = 1ul, When = utc, Kind = (Grade?)Grade.Low, Word = "thrice", Sex = "f", Letter = 'x' },
        });
        Assert.Equal("Money: Number, Big: Integer, When: Timestamp, Kind: Category, Word: Text, Sex: Category, Letter: Category", data.Schema.ToString());
        Assert.Equal([1.5, null, 2d], Same.Values(data, "Money"));
        Assert.Equal(long.MaxValue, data["Big"].GetValue(0));
        Assert.Equal(utc.Ticks, ((TimestampColumn)data["When"]).Ticks[0]);
        Assert.Equal(["Low", "High", "Middle"], ((CategoryColumn)data["Kind"]).Levels.Names);
    }

    [Fact]
    public void FromRecords_OneShotSource_IsEnumeratedOnce()
    {
        int passes = 0;
        Assert.Equal(3, Dataset.FromRecords(Items()).RowCount);
        Assert.Equal(1, passes);
        IEnumerable<PersonStruct> Items()
        {
            passes++;
            for (int i = 0; i < 3; i++) yield return new PersonStruct { Age = i };
        }
    }

    [Fact]
    public void FromRecords_Schema_ConvertsAndNamesWhatDoesNotFit()
    {
        var schema = new Schema([new("b", ColumnType.Number), new("c", ColumnType.Category, Levels: new(["x", "y"])), new("y", ColumnType.Flag, ColumnRole.Label)]);
        Dataset data = Dataset.FromRecords(new[] { new { c = "y", b = "1.5", extra = 1 }, new { c = "new", b = "2", extra = 1 } }, schema);
        Assert.Equal("b: Number, c: Category", data.Schema.ToString());
        Assert.Equal(["y", null], Same.Values(data, "c"));
        Assert.Equal(schema["c"].Levels, data.Schema["c"].Levels);
        MlopsException wrong = Assert.Throws<MlopsException>(() => Dataset.FromRecords(new[] { new { c = "y", b = "1,5" } }, schema));
        Assert.Equal("MLO1031: Row 0, column 'b': '1,5' (String) cannot be read as Number. Correct the value, make it missing (null), or declare another type for the column.", wrong.Message);
        Assert.Contains("'c' (Category) is missing", Assert.Throws<SchemaMismatchException>(() => Dataset.FromRecords(new[] { new { b = 1 } }, schema)).Message);
    }

    [Fact]
    public void FromRecords_BadInput_NamesPlace()
    {
        Assert.Contains("Row 1, column 'A': '18446744073709551615'", Assert.Throws<MlopsException>(() => Dataset.FromRecords(new[] { new { A = 1ul }, new { A = ulong.MaxValue } })).Message);
        string message = Assert.Throws<ArgumentException>(() => Dataset.FromRecords(new[] { new { A = 1, B = new int[1], C = new object() } })).Message;
        Assert.Contains("B (Int32[]), C (Object)", message);
        Assert.Contains("Row 1 is null", Assert.Throws<MlopsException>(() => Dataset.FromRecords(new[] { new { A = 1 }, null! })).Message);
        Assert.Throws<ArgumentException>(() => Dataset.FromRecords(new object[] { 1 }));
    }

    [Fact]
    public void ToRecords_WhatDoesNotFit_NamesRowAndColumn()
    {
        var data = new Dataset(new NumberColumn("Age", new[] { 1, double.NaN }), new NumberColumn("Income", new[] { 1, double.NaN }));
        Assert.Contains("Row 1, column 'Age' is missing", Assert.Throws<MlopsException>(() => data.ToRecords<PersonStruct>().ToArray()).Message);
        Assert.Contains("'Incom' (did you mean 'Income'?)", Assert.Throws<ArgumentException>(() => data.ToRecords<Misspelt>()).Message);
        Dataset large = data.With(new IntegerColumn("Age", new long[] { int.MaxValue + 1L, 0 }));
        Assert.Contains("Row 0, column 'Age': '2147483648'", Assert.Throws<MlopsException>(() => large.ToRecords<PersonStruct>().ToArray()).Message);
    }

    private sealed record Person(int Age, double? Income, float Rate, string? Name, Grade Grade, Grade? Other, DateOnly Day, DateTimeOffset Moment, bool? Flag, Guid Id, long? Count, TimeSpan Span, byte Small);

    private sealed record Misspelt(int Age, double? Incom);

    private sealed class PersonClass
    {
        public int Age { get; set; }

        public string? NAME { get; init; }

        public Grade Grade { get; set; }

        public int Computed => Age + 1;
    }

    private struct PersonStruct
    {
        public int Age { get; set; }

        public double? Income { get; init; }
    }
}
