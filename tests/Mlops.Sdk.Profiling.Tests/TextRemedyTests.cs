using System.Globalization;
using System.Text.RegularExpressions;

namespace Mlops.Sdk.Profiling.Tests;

/// <summary>What a finding says to write must work on the texts it is said of.</summary>
public sealed class TextRemedyTests
{
    private const int Rows = 400;

    private static Finding? Find(IEnumerable<string?> texts, string code) => new Dataset(TextColumn.FromValues("x", texts)).Profile().Findings.SingleOrDefault(finding => finding.Code == code);

    [Theory]
    [InlineData("dd.MM.yyyy")]
    [InlineData("MM/dd/yyyy")]
    [InlineData("dd/MM/yyyy HH:mm")]
    [InlineData("M/d/yyyy h:mm:ss tt")]
    [InlineData("yyyy.MM.dd")]
    [InlineData("MMMM dd, yyyy")]
    [InlineData("yyyy-MM")]
    public void DatesAsText_RemedyOfTheFinding_ReadsEveryRow(string format)
    {
        string[] texts = [.. Enumerable.Range(0, Rows).Select(row => new DateTime(2021, 1, 1).AddHours(row * 23).ToString(format, CultureInfo.InvariantCulture))];
        Finding finding = Find(texts, "PROF061")!;
        Assert.Contains("[\"x\"] = ColumnType.Timestamp", finding.Remedy, StringComparison.Ordinal);
        string[] formats = [.. Regex.Matches(Regex.Match(finding.Remedy!, "TimestampFormats = \\[(.*?)\\]").Groups[1].Value, "\"([^\"]*)\"").Select(match => match.Groups[1].Value)];
        Dataset read = Dataset.ParseCsv("x\n" + string.Join('\n', texts.Select(text => $"\"{text}\"")), new() { Types = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Timestamp }, TimestampFormats = [.. formats] });
        Assert.Equal(DateTime.ParseExact(texts[^1], format, CultureInfo.InvariantCulture), read["x"].GetValue(Rows - 1));
        Assert.DoesNotContain("PROF003", new Dataset(TextColumn.FromValues("x", texts)).Profile().Findings.Select(one => one.Code));
    }

    [Theory]
    [InlineData("{0:N2}", false, "data.ParseNumbers(\"x\")")]
    [InlineData("${0:N2}", false, "data.ParseNumbers(\"x\")")]
    [InlineData("{0:N2} €", true, "data.ParseNumbers(\"x\", decimalMark: ',')")]
    [InlineData("{0:F3}", true, "data.ParseNumbers(\"x\", decimalMark: ',')")]
    [InlineData("{0:F1}%", false, "data.ParseNumbers(\"x\")")]
    public void NumbersAsText_RemedyOfTheFinding_ReadsEveryRow(string format, bool comma, string remedy)
    {
        var culture = (NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone();
        if (comma) (culture.NumberDecimalSeparator, culture.NumberGroupSeparator) = (",", ".");
        string[] texts = [.. Enumerable.Range(0, Rows).Select(row => string.Format(culture, format, 1000 + row * 7.13))];
        Assert.Equal(remedy, Find(texts, "PROF060")!.Remedy);
        Dataset read = new Dataset(TextColumn.FromValues("x", texts)).ParseNumbers("x", comma ? ',' : '.');
        Assert.Equal(0, read["x"].MissingCount);
        Assert.Null(Find(texts, "PROF003"));
        Assert.Equal(remedy.Replace(")", ", onBadValue: BadValueHandling.Missing)", StringComparison.Ordinal), Find([.. texts, "unknown town"], "PROF060")!.Remedy);
    }

    [Theory]
    [InlineData("Y", "N")]
    [InlineData("on", "off")]
    [InlineData("True", "False")]
    public void FlagsAsText_RemedyOfTheFinding_NamesTheSpelling(string yes, string no)
    {
        string remedy = Find(Enumerable.Range(0, Rows).Select(row => row % 3 == 0 ? yes : no), "PROF062")!.Remedy!;
        string[] spellings = [.. Regex.Matches(remedy[remedy.IndexOf(" is ", StringComparison.Ordinal)..], "\"([^\"]*)\"").Select(match => match.Groups[1].Value)];
        Assert.Contains(yes.ToLowerInvariant(), spellings);
        Assert.DoesNotContain(no.ToLowerInvariant(), spellings);
        Assert.Contains("row.IsMissing(\"x\") ? null", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void SentencesThatAllDiffer_AreNoIdentifiers_NamesAre()
    {
        string[] words = ["the", "bird", "sat", "on", "a", "ridge", "near", "water", "and", "slept"];
        Assert.Null(Find(Enumerable.Range(0, Rows).Select(row => string.Join(' ', words.Select((word, at) => words[(at * 3 + row / (at + 1)) % 10])) + $" {row}"), "PROF003"));
        Assert.NotNull(Find(Enumerable.Range(0, Rows).Select(row => $"Jane Doe {row}"), "PROF003"));
    }

    [Fact]
    public void CharactersThatAreNotSeen_AreTold_JoinersOfEmojiAreNot()
    {
        Assert.Null(Find(Enumerable.Range(0, Rows).Select(row => row % 2 == 0 ? "👨‍👩‍👧" : "\u0645\u06CC\u200C\u062E\u0648"), "PROF068"));
        Finding hidden = Find(Enumerable.Range(0, Rows).Select(row => row % 2 == 0 ? "red" : "re\u200Bd"), "PROF068")!;
        Assert.Contains("not seen", hidden.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Encoding", hidden.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassesOfFewRows_AreCounted()
    {
        static string Message(Func<int, string> label) => new Dataset(CategoryColumn.FromValues("y", Enumerable.Range(0, Rows).Select(label))).WithRole("y", ColumnRole.Label).Profile().Findings.Single(finding => finding.Code == "PROF033").Message;
        Assert.Contains("'b' of the label 'y' has 1 row, below 20", Message(row => row == 7 ? "b" : "a"), StringComparison.Ordinal);
        Assert.Contains("'b', 'c' of the label 'y' have 2 rows each, below 20", Message(row => row < 2 ? "b" : row < 4 ? "c" : "a"), StringComparison.Ordinal);
        Assert.Contains("'c', 'b' of the label 'y' have 4 rows or fewer, below 20", Message(row => row < 2 ? "b" : row < 6 ? "c" : "a"), StringComparison.Ordinal);
    }
}
