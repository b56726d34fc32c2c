using System.IO.Compression;
using System.Text;

namespace Mlops.Sdk.Tests;

public sealed class CsvGrammarTests
{
    [Theory]
    [InlineData("a,b\n1,x\n2,y\n")]
    [InlineData("a,b\r\n1,x\r\n2,y\r\n")]
    [InlineData("a,b\r1,x\r2,y\r")]
    [InlineData("a,b\r1,x\n2,y")]
    [InlineData("\n\na,b\r\n\r\n1,x\n   \n2,y\r\n\r\n")]
    [InlineData("a, b\n 1 , x \n\"2\", \"y\" \n")]
    public void FromCsv_LineEndsAndBlanks_GiveTheSameTable(string text)
    {
        Dataset data = Dataset.ParseCsv(text);
        Assert.Equal("a|b / 1|x / 2|y", Show(data));
        Assert.Equal(ColumnType.Integer, data["a"].Type);
        Assert.Equal(ColumnType.Category, data["b"].Type);
    }

    [Fact]
    public void FromCsv_QuotedFields_KeepDelimitersQuotesAndLineEnds()
    {
        Dataset data = Dataset.ParseCsv("a,b\n1,\"x, \"\"y\"\"\r\nz\"\n2,\"\"\n3,5\" pipe\n4,\" s \"\n");
        Assert.Equal(["x, \"y\"\r\nz", "", "5\" pipe", " s "], Enumerable.Range(0, 4).Select(data["b"].GetText));
        Assert.Equal(0, data["b"].MissingCount);
    }

    [Theory]
    [InlineData("a;b\n1,5;x\n2,5;y\n", ';')]
    [InlineData("a\tb\n1\tx, y\n2\tz\n", '\t')]
    [InlineData("a|b\nhello, world|1\nbye|2\n", '|')]
    [InlineData("a,b\n1;2,3\n4;5,6\n", ',')]
    public void FromCsv_Delimiter_IsDetected(string text, char delimiter)
    {
        Dataset data = Dataset.ParseCsv(text);
        Assert.Equal(Show(Dataset.ParseCsv(text, new() { Delimiter = delimiter })), Show(data));
        Assert.Equal(2, data.ColumnCount);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("iso-8859-1", false)]
    [InlineData("utf-16", false)]
    public void FromCsv_Encodings_AreTranscoded(string name, bool mark)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("naïve,b\n1,é\n")];
        Dataset data = Dataset.FromCsv(new MemoryStream(bytes), new() { Encoding = mark ? null : encoding });
        Assert.Equal("naïve|b / 1|é", Show(data));
    }

    [Fact]
    public void FromCsv_GzipAndUnseekableStream_AreRead()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write("a,b\n1,x\n"u8);
        packed.Position = 0;
        Assert.Equal("a|b / 1|x", Show(Dataset.FromCsv(packed)));

        packed.Position = 0;
        using var unseekable = new GZipStream(packed, CompressionMode.Decompress);
        Assert.Equal("a|b / 1|x", Show(Dataset.FromCsv(unseekable)));
    }

    [Fact]
    public void FromCsv_CommentsSkippedRowsAndNoHeader_AreLeftOut()
    {
        Dataset data = Dataset.ParseCsv("title\nit's a \"report\n#c \"x\n1,2\n# y,z,\"\n3,4\n", new() { SkipRows = 2, Comment = '#', HasHeader = false });
        Assert.Equal("c0|c1 / 1|2 / 3|4", Show(data));
        Assert.Equal("c0|c1 / 1|2", Show(Dataset.ParseCsv("1,2\n", new() { HasHeader = null })));
        Assert.Equal("x|y / 1|2", Show(Dataset.ParseCsv("x,y\n1,2\n", new() { HasHeader = null })));
    }

    [Fact]
    public void FromCsv_WrongFieldCounts_AreAnErrorPaddedOrSkipped()
    {
        const string Text = "a,b\n1,2\n3\n4,5,\n6,7,8\n";
        MlopsException error = Assert.Throws<MlopsException>(() => Dataset.ParseCsv(Text));
        Assert.Equal("MLO1502", error.Code);
        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 fields", error.Message, StringComparison.Ordinal);
        Assert.Equal("a|b / 1|2", Show(Dataset.ParseCsv(Text, new() { OnWrongFieldCount = FieldCountHandling.Skip })));
        error = Assert.Throws<MlopsException>(() => Dataset.ParseCsv(Text, new() { OnWrongFieldCount = FieldCountHandling.Pad }));
        Assert.Contains("line 5", error.Message, StringComparison.Ordinal);
        Assert.Equal("a|b / 1|2 / 3|NA / 4|5", Show(Dataset.ParseCsv(Text[..^6], new() { OnWrongFieldCount = FieldCountHandling.Pad })));
    }

    [Fact]
    public void FromCsv_HugeField_IsRead()
    {
        string big = new string('x', 1 << 20) + "\n\"\",";
        Dataset data = Dataset.ParseCsv($"a,b\n1,\"{big}\"\n2,\"{big}\"\n");
        Assert.Equal(big.Replace("\"\"", "\"", StringComparison.Ordinal), data["b"].GetText(1));
    }

    [Fact]
    public void FromCsv_HeaderOnly_HasNoRows()
    {
        Dataset data = Dataset.ParseCsv("a,b", new() { Types = new Dictionary<string, ColumnType> { ["b"] = ColumnType.Number } });
        Assert.Equal(0, data.RowCount);
        Assert.Equal([ColumnType.Text, ColumnType.Number], data.Columns.Select(c => c.Type));
    }

    internal static string Show(Dataset data) => string.Join(" / ", Enumerable.Range(-1, data.RowCount + 1)
        .Select(row => string.Join('|', data.Columns.Select(c => row < 0 ? c.Name : c.IsMissing(row) ? "NA" : c.GetText(row)))));
}
