using System.Text;

namespace Mlops.Sdk;

/// <summary>A report as HTML that is also well-formed XML, without scripts and without anything fetched.</summary>
internal sealed class HtmlRenderer
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    private const int SectionsBeforeContents = 2;

    private readonly StringBuilder _html = new();
    private readonly Report _report;
    private readonly HtmlAnchors _anchors;

    private HtmlRenderer(Report report, bool anchors)
    {
        _report = report;
        _anchors = anchors ? HtmlAnchors.Of(report.Content) : HtmlAnchors.None;
    }

    /// <summary>A file of its own.</summary>
    public static string Page(Report report)
    {
        HtmlRenderer renderer = new(report, anchors: true);
        renderer._html.Append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy).Append("\"/>\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
            .Append("<title>").Append(Markup.Escape(SafeText.Shorten(report.Title, 200))).Append("</title>\n")
            .Append("<style>\n").Append(Palette.Css()).Append(HtmlStyle.Rules).Append("</style>\n</head>\n<body class=\"mr\">\n");
        renderer.Document();
        return renderer._html.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>A part of another page, such as the output of a notebook cell: nothing in it has an identifier, so that two can stand in one page.</summary>
    public static string Fragment(Report report)
    {
        HtmlRenderer renderer = new(report, anchors: false);
        renderer._html.Append("<div class=\"mr mr-frame\">\n<style>\n").Append(Palette.Css()).Append(HtmlStyle.Rules).Append("</style>\n");
        renderer.Document();
        return renderer._html.Append("</div>\n").ToString();
    }

    private void Document()
    {
        IReadOnlyList<ReportSection> sections = _report.Content.Sections;
        _html.Append("<main class=\"mr-doc\">\n<h1>").Append(Markup.Short(_report.Title)).Append("</h1>\n");
        if (_report.Content.Subtitle is { } subtitle)
        {
            _html.Append("<p class=\"mr-sub\">").Append(Markup.Paragraph(subtitle)).Append("</p>\n");
        }

        if (_anchors.HasSections && sections.Count > SectionsBeforeContents)
        {
            Contents(sections);
        }

        HtmlBlocks blocks = new(_html, _anchors);
        blocks.Write(_report.Content.Lead);
        HtmlFindings.Write(_html, _report.Findings, _anchors);
        for (int i = 0; i < sections.Count; i++)
        {
            _html.Append("<section").Append(_anchors.HasSections ? $" id=\"{HtmlAnchors.Section(i)}\"" : "").Append(">\n<h2>").Append(Markup.Short(sections[i].Title)).Append("</h2>\n");
            blocks.Write(sections[i].Blocks);
            _html.Append("</section>\n");
        }

        _html.Append("</main>\n");
    }

    private void Contents(IReadOnlyList<ReportSection> sections)
    {
        _html.Append("<nav aria-label=\"Contents\">\n");
        for (int i = 0; i < sections.Count; i++)
        {
            _html.Append("<a href=\"#").Append(HtmlAnchors.Section(i)).Append("\">").Append(Markup.Escape(SafeText.Shorten(sections[i].Title, 120))).Append("</a>\n");
        }

        _html.Append("</nav>\n");
    }
}
