using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace Mlops.Sdk.Tests;

public sealed class CsvErrorTests
{
    [Theory]
    [InlineData("", "MLO1500", "no record")]
    [InlineData("\n\r\n \n", "MLO1500", "no record")]
    [InlineData("a,b,a\n1,2,3\n", "MLO1501", "fields 1 and 3")]
    [InlineData("a,,b\n1,2,3\n", "MLO1501", "field 2")]
    [InlineData("a,b\n1,2\n3,\"open\n4,5\n", "MLO1503", "line 3")]
    [InlineData("a,b\n1,\"x\"y\n", "MLO1504", "line 2")]
    [InlineData("a,b\r\n1,\"p\nq\"\r\n1,x\0\n", "MLO1506", "line 4")]
    public void FromCsv_MalformedText_NamesThePlace(string text, string code, string place)
    {
        MlopsException error = Assert.Throws<MlopsException>(() => Dataset.ParseCsv(text));
        Assert.Equal(code, error.Code);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromCsv_ValueOutsideDeclaredType_NamesRowLineColumnValueAndRemedy()
    {
        var options = new CsvOptions { Types = new Dictionary<string, ColumnType> { ["n"] = ColumnType.Integer, ["x"] = ColumnType.Number } };
        const string Text = "n,x\n1,2.5\n007,\"1,5\"\n1.5,x\n";
        MlopsException error = Assert.Throws<MlopsException>(() => Dataset.ParseCsv(Text, options));
        Assert.Equal("MLO1507", error.Code);
        foreach (string part in (string[])["row 1", "line 3", "column 'x'", "'1,5'", "Number", "OnBadValue"]) Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Equal("n|x / 1|2.5 / 7|NA / NA|NA", CsvGrammarTests.Show(Dataset.ParseCsv(Text, options with { OnBadValue = BadValueHandling.Missing })));
    }

    [Fact]
    public void FromCsv_SeveralDefects_ReportsTheFirstWhateverTheThreads()
    {
        var text = new StringBuilder("a,b\n");
        for (int i = 0; i < 2000; i++) text.Append(i is 900 or 950 ? "1\n" : i == 1500 ? "1,\"x\"y\n" : "1,2\n");
        foreach (int threads in (int[])[1, 2, 4])
        {
            MlopsException error = Assert.Throws<MlopsException>(() => Dataset.ParseCsv(text.ToString(), new() { BlockBytes = 64, MaxThreads = threads }));
            Assert.Contains("row 900 (line 902)", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FromCsv_InvalidUtf8_IsAnErrorOrReplaced()
    {
        byte[] bytes = [.. "a,b\n1,x\n2,"u8, 0xE9, .. "t\xE9\n"u8];
        MlopsException error = Assert.Throws<MlopsException>(() => Dataset.FromCsv(new MemoryStream(bytes)));
        Assert.Equal("MLO1505", error.Code);
        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("0xE9", error.Message, StringComparison.Ordinal);
        Assert.Equal("\uFFFDt\u00E9", Dataset.FromCsv(new MemoryStream(bytes), new() { InvalidUtf8 = InvalidTextHandling.Replace })["b"].GetText(1));
        Assert.StartsWith("\u00E9t", Dataset.FromCsv(new MemoryStream(bytes), new() { Encoding = Encoding.Latin1 })["b"].GetText(1), StringComparison.Ordinal);
    }

    [Fact]
    public void FromCsv_WrongContainers_SayWhatToDo()
    {
        Assert.Contains("zip", Assert.Throws<MlopsException>(() => Dataset.FromCsv(new MemoryStream([.. "PK\x3\x4"u8, 1, 2, 3]))).Message, StringComparison.Ordinal);
        MlopsException wide = Assert.Throws<MlopsException>(() => Dataset.FromCsv(new MemoryStream(Encoding.Unicode.GetBytes("a,b\n1,2\n"))));
        Assert.Contains("Encoding.Unicode", wide.Message, StringComparison.Ordinal);

        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes("a\n" + string.Join('\n', Enumerable.Range(0, 50_000))));
        byte[] damaged = packed.ToArray();
        damaged.AsSpan(damaged.Length / 2, 40).Fill(0xA5);
        foreach (byte[] bytes in (byte[][])[damaged, packed.ToArray()[..^2000], packed.ToArray()[..60]])
        {
            MlopsException error = Assert.Throws<MlopsException>(() => Dataset.FromCsv(new MemoryStream(bytes)));
            Assert.Equal("MLO1509", error.Code);
            Assert.DoesNotContain("archive", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FromCsv_QuoteThatIsNeverClosed_StopsAtTheRecordLimit()
    {
        string text = "a,b\n1,2\n3,\"" + string.Concat(Enumerable.Repeat("4,5\n", 50_000));
        MlopsException error = Assert.Throws<MlopsException>(() => Dataset.ParseCsv(text, new() { MaxRecordBytes = 10_000, BlockBytes = 4096 }));
        Assert.Equal("MLO1508", error.Code);
        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromCsv_OptionsThatDoNotFit_AreTheCallersMistake()
    {
        Assert.Contains("'Default'", Assert.Throws<ArgumentException>(() => Dataset.ParseCsv("Default,b\n1,2\n", new() { Label = "Defualt" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Dataset.ParseCsv("a,b\n1,2\n", new() { Label = "a", Ignore = ["a"] }));
        Assert.Throws<ArgumentException>(() => Dataset.ParseCsv("a,b\n1,2\n", new() { Delimiter = '\u00A7' }));
        Assert.Throws<ArgumentException>(() => Dataset.ParseCsv("a,b\n1,2\n", new() { Delimiter = ',', DecimalMark = ',' }));
        Assert.Throws<FileNotFoundException>(() => Dataset.FromCsv(Path.Combine(Path.GetTempPath(), "no-such-file.csv")));
    }

    [Fact]
    public void FromCsv_Cancelled_StopsSoonAndProgressEndsAtOne()
    {
        string text = "a,b\n" + string.Concat(Enumerable.Repeat("1.25,some text\n", 100_000));
        var reports = new List<double>();
        Dataset.ParseCsv(text, new() { Progress = new Reports(reports.Add), BlockBytes = 1 << 16 });
        Assert.Equal(reports.Order(), reports);
        Assert.Equal(1, reports[^1]);

        using var source = new CancellationTokenSource();
        var watch = new Stopwatch();
        Assert.ThrowsAny<OperationCanceledException>(() => Dataset.ParseCsv(text, new() { BlockBytes = 1 << 14, Progress = new Reports(_ => { source.Cancel(); watch.Start(); }) }, source.Token));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
    }

    private sealed class Reports(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
