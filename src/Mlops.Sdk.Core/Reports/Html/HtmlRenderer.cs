using System.Globalization;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A report as HTML that is also well-formed XML, without scripts and without anything fetched.</summary>
internal sealed class HtmlRenderer
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    private const int SectionsBeforeContents = 3;
    private const int LongestSentence = 1000;

    private readonly StringBuilder _html = new();
    private readonly Report _report;

    private HtmlRenderer(Report report) => _report = report;

    /// <summary>A file of its own.</summary>
    public static string Page(Report report)
    {
        HtmlRenderer renderer = new(report);
        renderer._html.Append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy).Append("\"/>\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
            .Append("<title>").Append(Markup.Escape(SafeText.Shorten(report.Title, 200))).Append("</title>\n")
            .Append("<style>\n").Append(Palette.Css()).Append(HtmlStyle.Rules).Append("</style>\n</head>\n<body class=\"mr\">\n");
        renderer.Document(contents: true);
        return renderer._html.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>A part of another page, such as the output of a notebook cell.</summary>
    public static string Fragment(Report report)
    {
        HtmlRenderer renderer = new(report);
        renderer._html.Append("<div class=\"mr mr-frame\">\n<style>\n").Append(Palette.Css()).Append(HtmlStyle.Rules).Append("</style>\n");
        renderer.Document(contents: false);
        return renderer._html.Append("</div>\n").ToString();
    }

    private void Document(bool contents)
    {
        IReadOnlyList<ReportSection> sections = _report.Content.Sections;
        _html.Append("<main class=\"mr-doc\">\n<h1>").Append(Markup.Short(_report.Title)).Append("</h1>\n");
        if (_report.Content.Subtitle is { } subtitle)
        {
            _html.Append("<p class=\"mr-sub\">").Append(Markup.Paragraph(subtitle)).Append("</p>\n");
        }

        Findings(FindingOrder.Sort(_report.Findings));
        if (contents && sections.Count > SectionsBeforeContents)
        {
            Contents(sections);
        }

        for (int i = 0; i < sections.Count; i++)
        {
            string id = contents ? $" id=\"{Id(i)}\"" : "";
            _html.Append("<section").Append(id).Append(">\n<h2>").Append(Markup.Short(sections[i].Title)).Append("</h2>\n");
            foreach (ReportBlock block in sections[i].Blocks)
            {
                Block(block);
            }

            _html.Append("</section>\n");
        }

        _html.Append("</main>\n");
    }

    private static string Id(int section) => "s" + (section + 1).ToString(CultureInfo.InvariantCulture);

    private void Contents(IReadOnlyList<ReportSection> sections)
    {
        _html.Append("<nav aria-label=\"Contents\"><div>\n");
        for (int i = 0; i < sections.Count; i++)
        {
            _html.Append("<a href=\"#").Append(Id(i)).Append("\">").Append(Markup.Escape(SafeText.Shorten(sections[i].Title, 120))).Append("</a>\n");
        }

        _html.Append("</div></nav>\n");
    }

    private void Findings(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        _html.Append("<section>\n<h2>").Append(FindingOrder.Summary(findings)).Append("</h2>\n<ul class=\"mr-findings\">\n");
        foreach (Finding finding in findings)
        {
            string severity = FindingOrder.Name(finding.Severity);
            _html.Append("<li><span class=\"mr-badge mr-badge-").Append(severity).Append("\">").Append(severity)
                .Append("</span><span class=\"mr-code\">").Append(Markup.Short(finding.Code)).Append("</span><span>")
                .Append(Markup.Short(FindingOrder.Sentence(finding), LongestSentence)).Append("</span></li>\n");
        }

        _html.Append("</ul>\n</section>\n");
    }

    private void Block(ReportBlock block)
    {
        switch (block)
        {
            case ReportText text:
                _html.Append("<p>").Append(Markup.Paragraph(text.Text)).Append("</p>\n");
                break;
            case ReportFacts { Facts.Count: > 0 } facts:
                Facts(facts);
                break;
            case ReportTable table:
                HtmlTable.Write(_html, table);
                break;
            case ReportFigure figure:
                Figure(figure.Chart);
                break;
        }
    }

    private void Facts(ReportFacts facts)
    {
        const int LongText = 13;
        _html.Append("<dl>\n");
        foreach (ReportFact fact in facts.Facts)
        {
            string value = ReportNumber.Format(fact.Value);
            _html.Append("<div><dt>").Append(Markup.Short(fact.Name)).Append("</dt><dd").Append(value.Length > LongText ? " class=\"mr-long\"" : "")
                .Append('>').Append(Markup.Short(value)).Append("</dd></div>\n");
        }

        _html.Append("</dl>\n");
    }

    private void Figure(Chart chart)
    {
        _html.Append("<figure>\n<figcaption>").Append(Markup.Short(chart.Title)).Append("</figcaption>\n<div class=\"mr-chart\">\n")
            .Append(SvgChart.Draw(chart, standalone: false)).Append("</div>\n");
        foreach (string note in SvgChart.Notes(chart))
        {
            _html.Append("<p class=\"mr-note\">").Append(Markup.Escape(note)).Append("</p>\n");
        }

        _html.Append("</figure>\n");
    }
}
