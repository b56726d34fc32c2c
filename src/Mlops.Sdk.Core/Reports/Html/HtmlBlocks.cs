using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The blocks of a section in HTML.</summary>
internal sealed class HtmlBlocks(StringBuilder html, HtmlAnchors anchors)
{
    private const int LongText = 13;

    public void Write(IReadOnlyList<ReportBlock> blocks, bool half = false)
    {
        foreach (ReportBlock block in blocks)
        {
            Write(block, half);
        }
    }

    private void Write(ReportBlock block, bool half)
    {
        switch (block)
        {
            case ReportText text:
                html.Append("<p>").Append(Markup.Paragraph(text.Text)).Append("</p>\n");
                break;
            case ReportFacts { Facts.Count: > 0 } facts:
                Facts(facts);
                break;
            case ReportTable table:
                HtmlTable.Write(html, table, anchors);
                break;
            case ReportFigure figure:
                Figure(figure.Chart, half);
                break;
            case ReportGroup group:
                Group(group);
                break;
            case ReportRow row:
                html.Append("<div class=\"mr-row\">\n");
                foreach (ReportBlock one in row.Blocks)
                {
                    html.Append("<div>");
                    Write(one, half: true);
                    html.Append("</div>\n");
                }

                html.Append("</div>\n");
                break;
        }
    }

    // The identifier stands within, so that a link to it opens the group.
    private void Group(ReportGroup group)
    {
        string id = anchors.Find(group.Anchor) is { } identifier ? $" id=\"{identifier}\"" : "";
        html.Append(group.IsCollapsed ? "<details class=\"mr-group\">" : "<details class=\"mr-group\" open=\"open\">").Append("<summary>").Append(Markup.Short(group.Title, 120));
        if (group.Note is { } note)
        {
            html.Append("<small>").Append(Markup.Short(note)).Append("</small>");
        }

        html.Append("</summary>\n<div").Append(id).Append(">\n");
        Write(group.Blocks);
        html.Append("</div></details>\n");
    }

    private void Facts(ReportFacts facts)
    {
        html.Append("<dl>\n");
        foreach (ReportFact fact in facts.Facts)
        {
            string value = ReportNumber.Format(fact.Value);
            html.Append("<div><dt>").Append(Markup.Short(fact.Name)).Append("</dt><dd").Append(value.Length > LongText ? " class=\"mr-long\"" : "")
                .Append('>').Append(Markup.Short(value)).Append("</dd></div>\n");
        }

        html.Append("</dl>\n");
    }

    private void Figure(Chart chart, bool half)
    {
        html.Append("<figure>\n");
        if (chart.Title.Length > 0)
        {
            html.Append("<figcaption>").Append(Markup.Short(chart.Title)).Append("</figcaption>\n");
        }

        html.Append("<div class=\"mr-chart\">\n").Append(SvgChart.Draw(chart, standalone: false, half)).Append("</div>\n");
        foreach (string note in chart.Notes)
        {
            html.Append("<p class=\"mr-note\">").Append(Markup.Escape(note)).Append("</p>\n");
        }

        html.Append("</figure>\n");
    }
}
