using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;

namespace Mlops.Sdk.Tests.Reports;

public sealed class HostileReportTests
{
    public static TheoryData<int> Texts => [.. Enumerable.Range(0, HostileText.All.Length)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Html_OfHostileText_IsInertXml(int index)
    {
        string html = HostileText.Report(HostileText.All[index]).ToHtml();
        XDocument page = SafeMarkup.Parse(html);
        Assert.False(SafeMarkup.HasControls(html));
        XElement policy = page.Descendants().Single(e => (string?)e.Attribute("http-equiv") == "Content-Security-Policy");
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; img-src data:", (string?)policy.Attribute("content"));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Svg_OfHostileText_IsInertXml(int index)
    {
        foreach (Chart chart in HostileText.Charts(HostileText.All[index]))
        {
            string svg = chart.ToSvg();
            SafeMarkup.Parse(svg);
            Assert.False(SafeMarkup.HasControls(svg));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_OfHostileText_HoldsNoControlsAndFits(int index)
    {
        Report report = HostileText.Report(HostileText.All[index]);
        Assert.False(SafeMarkup.HasControls(report.ToText()));
        Assert.All(report.ToText(60).Split('\n'), line => Assert.True(line.Length <= 60, line));
        Assert.All(report.ToText().Split('\n'), line => Assert.True(line.Length <= 100, line));
        string[] screen = report.ToString().Split('\n');
        Assert.True(screen.Length <= 50, $"{screen.Length} lines");
        Assert.False(SafeMarkup.HasControls(report.ToString()));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Markdown_OfHostileText_KeepsItsShape(int index)
    {
        string markdown = HostileText.Report(HostileText.All[index]).ToMarkdown();
        Assert.False(SafeMarkup.HasControls(markdown));
        string prose = Regex.Replace(markdown, @"^(`{3,})text\n(?s:.*?)\n\1$", "", RegexOptions.Multiline);
        Assert.DoesNotContain('<', prose);
        Assert.Equal(1, Regex.Count(prose, "^# ", RegexOptions.Multiline));
        Assert.Equal(5, Regex.Count(prose, "^## ", RegexOptions.Multiline));
        Assert.DoesNotContain("://", prose, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?<!\\)[\[`]", prose);
        Assert.All(prose.Split('\n').Where(line => line.StartsWith('|')), row => Assert.Equal(3, Regex.Count(row, @"(?<!\\)\|")));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Json_OfHostileText_GivesItBack(int index)
    {
        string text = HostileText.All[index];
        using JsonDocument json = JsonDocument.Parse(HostileText.Report(text).ToJson());
        string expected = text == HostileText.Broken ? text.Replace('\uD800', '\uFFFD').Replace('\uDC00', '\uFFFD') : text;
        Assert.Equal(expected, json.RootElement.GetProperty("title").GetString());
        Assert.Equal("NaN", json.RootElement.GetProperty("sections")[0].GetProperty("blocks")[1].GetProperty("facts")[1].GetProperty("value").GetString());
    }

    [Fact]
    public void Html_OfAnyText_IsInertXml() =>
        Gen.String[Gen.Char, 0, 40].Sample(text => SafeMarkup.Parse(HostileText.Report(text).ToHtml()), iter: 40, threads: 1);

    [Fact]
    public void Renderers_UnderTurkishCulture_WriteTheSame()
    {
        SampleReport report = new();
        string[] invariant = [report.ToText(), report.ToMarkdown(), report.ToJson(), report.ToHtml(), SampleReport.Drift().ToSvg()];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            string[] turkish = [report.ToText(), report.ToMarkdown(), report.ToJson(), report.ToHtml(), SampleReport.Drift().ToSvg()];
            Assert.Equal(invariant, turkish);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
