using System.Globalization;
using CsCheck;

namespace Mlops.Sdk.Profiling.Tests.Texts;

public sealed class TextProfileTests
{
    public static TheoryData<SemanticType> Types => RecognizerTests.Types;

    [Theory]
    [MemberData(nameof(Types))]
    public void Type_ColumnOfSamples_IsTold(SemanticType type)
    {
        // Samples that are of a more telling type too would decide for it.
        string[] yes = [.. TextSamples.All[type].Yes.Where(text => TextKinds.First(TextSamples.Kinds(text)) == type || IsCode(type)).Where(text => !NullText.IsWord(NullText.Find(System.Text.Encoding.UTF8.GetBytes(text))))];
        string name = type switch { SemanticType.UsState => "state", SemanticType.Language => "language", SemanticType.Currency => "currency", SemanticType.CountryAlpha2 or SemanticType.CountryAlpha3 => "country", _ => "x" };
        foreach (ColumnType column in (ColumnType[])[ColumnType.Text, ColumnType.Category])
        {
            TextProfile text = Profile(name, column, [.. yes, .. yes, .. yes])[name].Text!;
            Assert.Equal((type, 0, 1.0), (text.Type, text.Misfits, text.TypeShare));
            Assert.Empty(text.Counterexamples);
            Assert.False(text.IsDeclared);
        }
    }

    [Fact]
    public void Type_FewMisfits_IsHeldAndGivesThem()
    {
        string[] emails = [.. Enumerable.Range(0, 97).Select(i => $"user{i}@example.com")];
        TextProfile text = Profile("x", ColumnType.Text, [.. emails, "none at all", "user@", "?", "", "  "])["x"].Text!;
        Assert.Equal((SemanticType.Email, 2L, 99L, 1L, 1L, 1L), (text.Type, text.Misfits, text.Values, text.NullWords, text.Empty, text.Blank));
        Assert.Equal(97 / 99.0, text.TypeShare, 12);
        Assert.Equal(["none at all", "user@"], text.Counterexamples.Select(one => one.Text).Order());
        Assert.Equal([new NullSpelling("?", 1, true)], text.NullSpellings);
    }

    [Fact]
    public void Type_Mixture_IsTextWithShares()
    {
        TextProfile text = Profile("x", ColumnType.Text, [.. Enumerable.Range(0, 60).Select(i => $"{i}"), .. Enumerable.Range(0, 30).Select(i => $"2024-03-{1 + i:D2}"), .. Enumerable.Range(0, 10).Select(i => $"word{i}")])["x"].Text!;
        Assert.Equal(SemanticType.Text, text.Type);
        Assert.Equal([(SemanticType.Integer, 60L, 0.6), (SemanticType.Date, 30L, 0.3), (SemanticType.Text, 10L, 0.1)], text.Types.Select(one => (one.Type, one.Count, one.Share)));
        Assert.All(text.Types, one => Assert.Equal(3, one.Examples.Length));
    }

    [Fact]
    public void Type_Declared_WinsAndCountsMisfits()
    {
        string[] values = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? $"a{i}@b.com" : $"{i}")];
        ProfileReport report = Profile("x", ColumnType.Text, values, new() { DeclaredTypes = new() { ["x"] = SemanticType.Email } });
        Assert.Equal((SemanticType.Email, true, 30L, 5), (report["x"].Text!.Type, report["x"].Text!.IsDeclared, report["x"].Text!.Misfits, report["x"].Text!.Counterexamples.Length));
        Assert.Equal((PiiKind.Email, PiiEvidence.Declared), (report["x"].PiiKinds, report["x"].Pii[0].Evidence));
        Assert.Equal((SemanticType.Text, 0L), Profile("x", ColumnType.Text, [.. Enumerable.Range(0, 40).Select(i => $"{i}")], new() { DeclaredTypes = new() { ["x"] = SemanticType.Text } })["x"].Text is { } free ? (free.Type, free.Misfits) : default);
        Assert.Contains("'email'", Assert.Throws<ArgumentException>(() => Profile("email", ColumnType.Text, values, new() { DeclaredTypes = new() { ["emai"] = SemanticType.Email } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Type_TooFewValues_IsText() => Assert.Equal(SemanticType.Text, Profile("x", ColumnType.Text, ["a@b.com", "c@d.com"])["x"].Text!.Type);

    [Theory]
    [InlineData("country", new[] { "CA", "DE", "IN" }, SemanticType.CountryAlpha2)]
    [InlineData("state", new[] { "CA", "DE", "IN" }, SemanticType.UsState)]
    [InlineData("x", new[] { "CA", "NY", "TX" }, SemanticType.UsState)]
    [InlineData("x", new[] { "CA", "DE" }, SemanticType.Text)]
    [InlineData("x", new[] { "de", "en", "fr" }, SemanticType.Language)]
    [InlineData("x", new[] { "US", "GB", "NA" }, SemanticType.CountryAlpha2)]
    [InlineData("x", new[] { "Yes", "no" }, SemanticType.Boolean)]
    [InlineData("x", new[] { "0", "1" }, SemanticType.Boolean)]
    [InlineData("x", new[] { "0", "1", "2" }, SemanticType.Integer)]
    [InlineData("x", new[] { "1", "2.5" }, SemanticType.Decimal)]
    [InlineData("x", new[] { "1", "2e5" }, SemanticType.Scientific)]
    [InlineData("x", new[] { "2024-01-01", "2024-01-01T10:00:00" }, SemanticType.DateTime)]
    [InlineData("x", new[] { "$5", "7" }, SemanticType.Money)]
    [InlineData("x", new[] { "123456789", "223456789" }, SemanticType.Integer)]
    [InlineData("ssn", new[] { "123456789", "223456789" }, SemanticType.Ssn)]
    [InlineData("x", new[] { "2125551234", "3125551234" }, SemanticType.Integer)]
    [InlineData("mobile_phone", new[] { "2125551234", "3125551234" }, SemanticType.Phone)]
    [InlineData("x", new[] { "north", "south" }, SemanticType.Text)]
    public void Type_OfNameAndValues_IsDecidedByRule(string name, string[] values, SemanticType type) =>
        Assert.Equal(type, Profile(name, ColumnType.Category, [.. Enumerable.Range(0, 30).Select(i => values[i % values.Length])])[name].Text!.Type);

    [Fact]
    public void Dates_OfBothOrders_AreCounted()
    {
        static TextProfile Of(params string[] values) => Profile("x", ColumnType.Text, [.. values, .. values, .. values, .. values])["x"].Text!;
        Assert.Equal(DateOrder.Ambiguous, Of("1/2/2024", "3/4/2024", "5/6/2024").DateOrder);
        Assert.Equal(DateOrder.DayFirst, Of("13/2/2024", "3/4/2024", "5/6/2024").DateOrder);
        Assert.Equal(DateOrder.MonthFirst, Of("1/22/2024", "3/4/2024", "5/6/2024").DateOrder);
        Assert.Equal(DateOrder.Mixed, Of("1/22/2024", "22/4/2024", "5/6/2024").DateOrder);
        Assert.Equal(DateOrder.None, Of("2024-01-01", "a", "b").DateOrder);
        Assert.Equal([new(DateNotation.DayOrMonthFirst, 8), new NotationCount<DateNotation>(DateNotation.DayFirst, 4)], Of("13/2/2024", "3/4/2024", "5/6/2024").DateNotations);
    }

    [Fact]
    public void Numbers_OfTwoConventions_TellTheDecimalMark()
    {
        static TextProfile Of(params string[] values) => Profile("x", ColumnType.Text, [.. values, .. values, .. values, .. values])["x"].Text!;
        Assert.Equal('.', Of("1.5", "2.25", "1,234.5").DecimalMark);
        Assert.Equal(',', Of("1,5", "2,25", "1.234,5").DecimalMark);
        Assert.Null(Of("1", "2", "3").DecimalMark);
        Assert.Null(Of("1,234", "2,345", "3").DecimalMark);
        Assert.Equal(4, Of("007", "12", "0").LeadingZeros);
    }

    [Fact]
    public void Form_SmallColumn_HasTheDefinedNumbers()
    {
        TextProfile text = Profile("x", ColumnType.Text, ["SKU-1001", "SKU-1002", "SKU-77", "two  words", " ü", "", null, "a\u0000b", "MÃ¼ller", "x\uFFFD"])["x"].Text!;
        Assert.Equal((9L, 8L, 1L), (text.Texts, text.Values, text.Empty));
        Assert.Equal((0, 10), (text.LeastLength, text.GreatestLength));
        Assert.Equal((8 + 8 + 6 + 10 + 2 + 0 + 3 + 7 + 2) / 9.0, text.MeanLength, 12);
        Assert.Equal(6, text.MedianLength);
        Assert.Equal((10 - 1) / 9.0, text.MeanWords, 12);
        Assert.Equal((2, 3L, 1L, 1L, 1L, 1L, 1L), (text.GreatestWords, text.NotAscii, text.WithControls, text.WithReplacements, text.DoubleEncoded, text.OuterSpaces, text.DoubleSpaces));
        Assert.Equal((PatternDetail.Exact, 7), (text.PatternDetail, text.PatternCount));
        Assert.Equal(new PatternShare("AAA-9999", 2, 2 / 8.0, "SKU-100"), text.Patterns[0]);
        Assert.Equal(1, text.Characters.Sum(one => one.Share), 12);
        Assert.Equal(9, text.Lengths.Sum(bin => bin.Count));
    }

    [Fact]
    public void Patterns_ManyForms_BecomeRangesAndKeepTheirShare()
    {
        string[] values = [.. Enumerable.Range(0, 2000).Select(i => i % 10 == 0 ? new string('x', 1 + (i / 10 % 20)) + "." + new string('y', 1 + (i / 200)) : string.Create(CultureInfo.InvariantCulture, $"SKU-{1000 + i}"))];
        TextProfile text = Profile("x", ColumnType.Text, values)["x"].Text!;
        Assert.Equal(PatternDetail.Ranges, text.PatternDetail);
        Assert.Equal(new PatternShare("AAA-9999", 1800, 0.9, "SKU-"), text.Patterns[0]);
        Assert.Equal(200, text.Patterns[1].Count);
        Assert.StartsWith("a{1,20}.a{1,10}", text.Patterns[1].Mask, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_OfAnySize_HaveMedianWithinASixteenth() => Gen.Int[0, 100_000].Array[1, 60].Sample(lengths =>
    {
        var histogram = new TextLengths();
        foreach (int length in lengths) histogram.Add(length, 1);
        int[] sorted = [.. lengths.Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
        Assert.InRange(histogram.Median, median * 15 / 16, median * 17 / 16);
        Assert.Equal((sorted[0], sorted[^1], lengths.Length), (histogram.Least, histogram.Greatest, (int)histogram.Bins.Sum(bin => bin.Count)));
        Assert.All(histogram.Bins, bin => Assert.Equal(bin.Count, lengths.Count(length => length >= bin.From && length <= bin.Through)));
    });

    [Fact]
    public void Options_OfTexts_RoundTripWithTheSummary()
    {
        var options = new ProfileOptions { DeclaredTypes = new() { ["x"] = SemanticType.Iban, ["y"] = SemanticType.Text }, Redaction = Redaction.Pii, MinimumGroup = 3, Texts = new() { TypeShare = 0.5 }, RedactionKey = RedactionKey.FromText("a secret of some length") };
        var summary = new ProfileSummary(new Dataset(TextColumn.FromValues("x", ["a"]), TextColumn.FromValues("y", ["b"])).Schema, options);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        summary.WriteTo(writer);
        writer.Flush();
        stream.Position = 0;
        Assert.Equal(options with { RedactionKey = null }, ProfileSummary.ReadFrom(new BinaryReader(stream)).Options);
        Assert.DoesNotContain("secret of", options.ToString(), StringComparison.Ordinal);
        Assert.Equal(options, options with { DeclaredTypes = new() { ["y"] = SemanticType.Text, ["x"] = SemanticType.Iban } });
    }

    [Fact]
    public void Profile_OddColumns_IsDefined()
    {
        foreach (string?[] values in (string?[][])[[], [null, null], [""], [" "], ["NA"], ["x"], ["\0"], [new string('z', 1 << 20)], ["\uD800"]])
        {
            ProfileReport report = Profile("x", ColumnType.Text, values);
            Assert.NotEmpty(report.ToHtml());
            Assert.NotEmpty(report.ToJson());
            Assert.Equal(values.Count(value => value is not null), report["x"].Text!.Texts);
        }
    }

    private static bool IsCode(SemanticType type) => type is SemanticType.UsState or SemanticType.Language or SemanticType.Currency or SemanticType.CountryAlpha2 or SemanticType.CountryAlpha3;

    private static ProfileReport Profile(string name, ColumnType type, string?[] values, ProfileOptions? options = null) =>
        new Dataset(type == ColumnType.Text ? TextColumn.FromValues(name, values) : CategoryColumn.FromValues(name, values)).Profile(options);
}
