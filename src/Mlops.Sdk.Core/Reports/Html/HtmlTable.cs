using System.Globalization;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A table in HTML: the header stays in view, numbers lean right, wide ones scroll.</summary>
internal static class HtmlTable
{
    private const int MostRows = 2000;

    public static void Write(StringBuilder html, ReportTable table)
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
                Cell(html, row[i], table.Columns[i]);
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

    private static void Cell(StringBuilder html, ReportCell cell, ReportColumn column)
    {
        html.Append("<td").Append(Side(column)).Append('>');
        if (cell.Share is { } share)
        {
            html.Append("<div class=\"mr-bar\"><span class=\"mr-track\"><i style=\"width:").Append((share * 100).ToString("0.#", CultureInfo.InvariantCulture)).Append("%\"></i></span>");
        }

        html.Append(Markup.Short(ReportNumber.Format(cell, column.Format)));
        html.Append(cell.Share is null ? "</td>" : "</div></td>");
    }

    private static string Side(ReportColumn column) => column.Alignment == ReportAlignment.Right ? " class=\"mr-num\"" : "";
}
