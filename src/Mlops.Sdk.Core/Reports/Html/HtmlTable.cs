using System.Globalization;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A table in HTML: the header stays in view, numbers lean right, wide ones scroll.</summary>
internal static class HtmlTable
{
    private const int MostRows = 2000;

    public static void Write(StringBuilder html, ReportTable table, HtmlAnchors anchors)
    {
        html.Append("<figure>\n");
        if (table.Title is { } title)
        {
            html.Append("<figcaption>").Append(Markup.Short(title)).Append("</figcaption>\n");
        }

        html.Append("<div class=\"mr-wrap\"><table>\n<thead><tr>");
        foreach (ReportColumn column in table.Columns)
        {
            html.Append("<th scope=\"col\"").Append(Side(column)).Append('>');
            html.Append(Markup.Short(column.Name));
            html.Append("</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        if (table.Rows.Count == 0)
        {
            string span = Math.Max(1, table.Columns.Count).ToString(CultureInfo.InvariantCulture);
            html.Append("<tr><td colspan=\"").Append(span).Append("\">no rows</td></tr>\n");
        }

        foreach (IReadOnlyList<ReportCell> row in table.Rows.Take(MostRows))
        {
            html.Append("<tr>");
            for (int i = 0; i < row.Count; i++)
            {
                Cell(html, row[i], table.Columns[i], anchors);
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table></div>\n");
        Notes(html, table);
        html.Append("</figure>\n");
    }

    private static void Notes(StringBuilder html, ReportTable table)
    {
        if (table.Rows.Count > MostRows)
        {
            html.Append("<p class=\"mr-note\">The first ").Append(ReportNumber.Format(MostRows)).Append(" of ")
                .Append(ReportNumber.Format(table.Rows.Count)).Append(" rows; the JSON form has them all.</p>\n");
        }

        if (table.Note is { } note)
        {
            html.Append("<p class=\"mr-note\">").Append(Markup.Paragraph(note)).Append("</p>\n");
        }
    }

    private static void Cell(StringBuilder html, ReportCell cell, ReportColumn column, HtmlAnchors anchors)
    {
        html.Append("<td").Append(Side(column)).Append('>');
        if (cell.Heights is { } heights)
        {
            Spark(html, heights);
        }
        else if (anchors.Find(cell.Anchor) is { } identifier)
        {
            html.Append("<a href=\"#").Append(identifier).Append("\">").Append(Markup.Short(ReportNumber.Format(cell, column.Format))).Append("</a>");
        }
        else if (cell.Share is { } share)
        {
            html.Append("<div class=\"mr-bar\"><span class=\"mr-track\"><i style=\"width:").Append((share * 100).ToString("0.#", CultureInfo.InvariantCulture)).Append("%\"></i></span>")
                .Append(Markup.Short(ReportNumber.Format(cell, column.Format))).Append("</div>");
        }
        else
        {
            html.Append(Markup.Short(ReportNumber.Format(cell, column.Format)));
        }

        html.Append("</td>");
    }

    /// <summary>Little bars, one shape.</summary>
    private static void Spark(StringBuilder html, IReadOnlyList<double> heights)
    {
        const double Height = 20, Bar = 4;
        double top = heights.Where(double.IsFinite).DefaultIfEmpty().Max();
        html.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mr-spark\" viewBox=\"0 0 ").Append((heights.Count * (int)Bar).ToString(CultureInfo.InvariantCulture)).Append(" 20\"><path d=\"");
        for (int i = 0; i < heights.Count; i++)
        {
            if (double.IsFinite(heights[i]) && heights[i] > 0)
            {
                double high = Math.Max(1, heights[i] / top * Height);
                SvgCanvas.AppendBox(html, i * Bar, Height - high, Bar - 0.6, high);
            }
        }

        html.Append("\"/></svg>");
    }

    private static string Side(ReportColumn column) => column.Alignment == ReportAlignment.Right ? " class=\"mr-num\"" : "";
}
