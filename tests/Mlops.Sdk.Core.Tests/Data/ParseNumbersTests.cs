using CsCheck;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class ParseNumbersTests
{
    [Theory]
    [InlineData("1,234.50", '.', 1234.5)]
    [InlineData("$1,234,567", '.', 1234567)]
    [InlineData("-$12.5", '.', -12.5)]
    [InlineData("$-12.5", '.', -12.5)]
    [InlineData("($1,200)", '.', -1200)]
    [InlineData("12.5-", '.', -12.5)]
    [InlineData("\u22127", '.', -7)]
    [InlineData("1.234,50 €", ',', 1234.5)]
    [InlineData("EUR 1.234.567", ',', 1234567)]
    [InlineData("12 CHF", '.', 12)]
    [InlineData("1'234.5", '.', 1234.5)]
    [InlineData("1\u00A0234\u00A0567,5", ',', 1234567.5)]
    [InlineData("12,34,567.8", '.', 1234567.8)]
    [InlineData(" 12.5 % ", '.', 0.125)]
    [InlineData("-3%", '.', -0.03)]
    [InlineData("1,5", ',', 1.5)]
    [InlineData("1.5e3", '.', 1500)]
    [InlineData(".5", '.', 0.5)]
    [InlineData("007", '.', 7)]
    public void ParseNumbers_AsPeopleWriteThem_AreRead(string text, char mark, double expected)
    {
        Dataset data = new Dataset(TextColumn.FromValues("x", [text, null])).ParseNumbers("x", mark);
        Assert.Equal(ColumnType.Number, data["x"].Type);
        Assert.Equal(expected, data["x"].ToNumbers().Span[0], 1e-12);
        Assert.True(data["x"].IsMissing(1));
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("1,2345")]
    [InlineData("1,23,45")]
    [InlineData("1234,567")]
    [InlineData("1,234 567")]
    [InlineData("1.234.567")]
    [InlineData("--5")]
    [InlineData("(-5)")]
    [InlineData("$€5")]
    [InlineData("5%%")]
    [InlineData("12 kg")]
    [InlineData("USDX 5")]
    [InlineData("")]
    [InlineData("$")]
    [InlineData(".")]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    public void ParseNumbers_OtherText_IsAnErrorWithPlaceOrMissing(string text)
    {
        Dataset data = new(TextColumn.FromValues("x", ["1", text]));
        MlopsException error = Assert.Throws<MlopsException>(() => data.ParseNumbers("x"));
        Assert.Equal("MLO1039", error.Code);
        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, data.ParseNumbers("x", onBadValue: BadValueHandling.Missing)["x"].MissingCount);
    }

    [Fact]
    public void ParseNumbers_GroupedInAnyCulture_GivesTheNumberBack() =>
        Gen.Double[-1e12, 1e12].Select(Gen.Bool).Sample((number, comma) =>
        {
            double rounded = Math.Round(number, 2);
            var format = (System.Globalization.NumberFormatInfo)System.Globalization.NumberFormatInfo.InvariantInfo.Clone();
            if (comma) (format.NumberDecimalSeparator, format.NumberGroupSeparator) = (",", ".");
            Dataset data = new(CategoryColumn.FromValues("x", [rounded.ToString("N2", format)]));
            return Math.Abs(data.ParseNumbers("x", comma ? ',' : '.')["x"].ToNumbers().Span[0] - rounded) <= 1e-9 * Math.Max(1, Math.Abs(rounded));
        });

    [Fact]
    public void ParseNumbers_KeepsRoleAndPlace_AndRefusesFlags()
    {
        Dataset data = new Dataset(CategoryColumn.FromValues("price", ["$1", "$2"]), new FlagColumn("sold", new[] { true, false })).WithRole("price", ColumnRole.Label);
        Dataset read = data.ParseNumbers("price");
        Assert.Equal(["price", "sold"], read.Columns.Select(column => column.Name));
        Assert.Equal(ColumnRole.Label, read.Schema["price"].Role);
        Assert.Same(read, read.ParseNumbers("price"));
        Assert.Throws<ArgumentException>(() => data.ParseNumbers("sold"));
        Assert.Throws<ArgumentException>(() => data.ParseNumbers("price", ';'));
        Assert.Throws<ArgumentException>(() => data.ParseNumbers("none"));
    }
}
