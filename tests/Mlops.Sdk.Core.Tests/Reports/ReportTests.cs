using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public void ToString_OfLongReport_IsOneScreenThatTellsHowToSeeTheRest()
    {
        string screen = new SampleReport().ToString();
        string[] lines = screen.Split('\n');
        Assert.InRange(lines.Length, 20, 50);
        Assert.All(lines, line => Assert.True(line.Length <= 100, line));
        Assert.Contains("SaveHtml(path)", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfShortReport_IsAllOfIt()
    {
        Report report = new GeneralReport(new ReportBuilder("Short").Facts(("Rows", 3)).Build());
        Assert.Equal(report.ToText(), report.ToString());
    }

    [Fact]
    public void Content_AskedTwice_IsBuiltOnce()
    {
        CountingReport report = new();
        _ = report.Content;
        _ = report.ToHtml();
        Assert.Equal(1, report.Built);
    }

    [Fact]
    public void Combine_OfReports_KeepsFindingsSectionsAndData()
    {
        Report report = Report.Combine("Both", [new SampleReport(), new CountingReport()]);
        Assert.Equal(4, report.Findings.Count);
        Assert.Equal(7, report.Content.Sections.Count);
        Assert.Equal("Counting · Only", report.Content.Sections[^1].Title);
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        JsonElement parts = json.RootElement.GetProperty("data").GetProperty("parts");
        Assert.Equal("sample", parts[0].GetProperty("kind").GetString());
        Assert.Equal("-Infinity", parts[0].GetProperty("data").GetProperty("worst").GetString());
    }

    [Fact]
    public void Save_ToNewFolder_WritesWholeFilesAndLeavesNothingElse()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "deep");
        try
        {
            Report report = new CountingReport();
            report.SaveHtml(Path.Combine(folder, "r.html"));
            report.SaveHtml(Path.Combine(folder, "r.html"));
            report.SaveJson(Path.Combine(folder, "r.json"));
            report.SaveMarkdown(Path.Combine(folder, "r.md"));
            Assert.Equal(["r.html", "r.json", "r.md"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
            Assert.Equal(report.ToHtml(), File.ReadAllText(Path.Combine(folder, "r.html")));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    [Fact]
    public void Table_WithRaggedRow_NamesTheRow()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ReportTable([ReportColumn.Text("a")], [["x"], ["x", 2]]));
        Assert.Contains("Row 1 has 2 cells, the table has 1 columns.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfWideTable_FitsAndNamesWhatIsLeftOut()
    {
        ReportColumn[] columns = [.. Enumerable.Range(0, 40).Select(i => ReportColumn.Number($"column_{i}"))];
        Report report = new GeneralReport(new ReportBuilder("Wide").Table(columns, [[.. columns.Select((_, i) => (ReportCell)(i * 1000.5))]]).Build());
        string text = report.ToText(80);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("more columns: column_", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_OfEmptyReport_HasOnlyItsTitle()
    {
        string html = new GeneralReport(new ReportContent("Nothing", [])).ToHtml();
        Assert.Equal("Nothing", SafeMarkup.Parse(html).Descendants().Single(e => e.Name.LocalName == "main").Value.Trim());
    }

    private sealed class CountingReport() : Report("Counting")
    {
        public int Built { get; private set; }

        public override string Kind => "counting";

        protected override ReportContent BuildContent()
        {
            Built++;
            return new ReportBuilder(Title).Section("Only").Text("one").Build();
        }
    }
}
