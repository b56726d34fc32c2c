using CsCheck;

namespace Mlops.Sdk.Tests;

/// <summary>Blocks without quotes take a shorter way through the tokenizer; with a comment character the whole grammar is used for the same bytes.</summary>
public sealed class CsvPlainTests
{
    private static readonly string[] Fields = ["", "1", "-2.5", " 7 ", "\t", "abc", "x y", "é", "2020-01-02", "true", "12345678901234567", "a long field that is wider than one vector of sixty-four bytes, or so it would be"];

    private static readonly string[] Ends = ["\n", "\r\n", "\n", "\r\n", "\r", "\n\n", ",\n", "\n \n"];

    [Fact]
    public void ParseCsv_BlocksWithoutQuotes_ReadAsTheWholeGrammarDoes() =>
        Gen.Select(Gen.Int[2, 4], Gen.Select(Gen.Int[0, Fields.Length - 1].Array[4], Gen.Int[0, 40]).Array[0, 60], Gen.Int[1, 200], Gen.Int[0, 2], Gen.Bool).Sample(
            (columns, rows, blockBytes, handling, last) =>
            {
                string text = string.Join(',', Enumerable.Range(0, columns).Select(i => $"n{i}")) + "\n"
                    + string.Concat(rows.Select(row => string.Join(',', row.Item1.Take(columns).Select(i => Fields[i].Replace(',', ';'))) + (row.Item2 < Ends.Length ? Ends[row.Item2] : "\n")));
                CsvOptions options = new() { Delimiter = ',', BlockBytes = blockBytes, OnWrongFieldCount = (FieldCountHandling)handling };
                string read = last ? text : text.TrimEnd('\n', '\r');
                Assert.Equal(Outcome(read, options with { Comment = '\u0001' }), Outcome(read, options));
            },
            iter: 400);

    [Theory]
    [InlineData("2024-02-29", true)]
    [InlineData("2023-02-29", false)]
    [InlineData("1900-02-29", false)]
    [InlineData("2000-02-29 23:59:59", true)]
    [InlineData("2024-04-31", false)]
    [InlineData("2024-12-31T00:00:60", false)]
    [InlineData("2024-12-31 24:00:00", false)]
    [InlineData("0000-12-31", false)]
    [InlineData("2024-13-01", false)]
    [InlineData("2024-1/-01", false)]
    public void ParseCsv_DatesOfAllDigits_AreThoseOfTheCalendar(string text, bool isDate) =>
        Assert.Equal(isDate ? ColumnType.Timestamp : ColumnType.Category, Dataset.ParseCsv($"a,b\n{text},1\n")["a"].Type);

    [Fact]
    public void ParseCsv_EveryDayOfFourCenturies_HasTheTicksOfDateTime()
    {
        DateTime[] days = [.. Enumerable.Range(0, 146_097).Select(day => new DateTime(1999, 1, 1, 1, 2, 3).AddDays(day))];
        var column = (TimestampColumn)Dataset.ParseCsv("a,b\n" + string.Concat(days.Select(day => FormattableString.Invariant($"{day:yyyy-MM-dd HH:mm:ss},1\n"))))["a"];
        Assert.Equal(days.Select(day => day.Ticks), column.Ticks.ToArray());
    }

    private static string Outcome(string text, CsvOptions options)
    {
        try
        {
            Dataset data = Dataset.ParseCsv(text, options);
            return string.Join('\n', data.Columns.Select(column => $"{column.Name} {column.Type}: {string.Join('|', Enumerable.Range(0, data.RowCount).Select(row => column.IsMissing(row) ? "∅" : column.GetText(row)))}"));
        }
        catch (MlopsException e)
        {
            return e.Message;
        }
    }
}
