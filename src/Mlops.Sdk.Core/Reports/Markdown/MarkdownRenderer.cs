using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A report in GitHub Markdown; charts are drawn in block characters.</summary>
internal static class MarkdownRenderer
{
    public static string Render(Report report)
    {
        List<string> parts = ["# " + MarkdownText.Escape(report.Title)];
        if (report.Content.Subtitle is { } subtitle)
        {
            parts.Add(MarkdownText.Paragraph(subtitle));
        }

        IReadOnlyList<Finding> findings = FindingOrder.Sort(report.Findings);
        if (findings.Count > 0)
        {
            parts.Add("## Findings");
            parts.Add(string.Join('\n', findings.Select(finding =>
                $"- **{FindingOrder.Name(finding.Severity)}** {MarkdownText.Escape(finding.Code)}: {MarkdownText.Escape(FindingOrder.Sentence(finding))}")));
        }

        foreach (ReportSection section in report.Content.Sections)
        {
            parts.Add("## " + MarkdownText.Escape(section.Title));
            parts.AddRange(section.Blocks.Select(Block).Where(block => block.Length > 0));
        }

        return string.Join("\n\n", parts) + "\n";
    }

    private static string Block(ReportBlock block) => block switch
    {
        ReportText text => MarkdownText.Paragraph(text.Text),
        ReportFacts facts => string.Join('\n', facts.Facts.Select(fact =>
            $"- {MarkdownText.Escape(fact.Name)}: **{MarkdownText.Escape(ReportNumber.Format(fact.Value))}**")),
        ReportTable table => Table(table),
        ReportFigure figure => $"**{MarkdownText.Escape(figure.Chart.Title)}**\n\n{MarkdownText.Fenced(TextChart.Draw(figure.Chart, 100).Skip(1))}",
        _ => "",
    };

    private static string Table(ReportTable table)
    {
        StringBuilder text = new();
        if (table.Title is { } title)
        {
            text.Append("**").Append(MarkdownText.Escape(title)).Append("**\n\n");
        }

        if (table.Columns.Count > 0)
        {
            Row(text, table.Columns.Select(column => MarkdownText.Escape(column.Name)));
            Row(text, table.Columns.Select(column => column.Alignment == ReportAlignment.Right ? "---:" : "---"));
            foreach (IReadOnlyList<ReportCell> row in table.Rows)
            {
                Row(text, row.Select((cell, i) => MarkdownText.Escape(ReportNumber.Format(cell, table.Columns[i].Format))));
            }
        }

        if (table.Note is { } note)
        {
            text.Append('\n').Append(MarkdownText.Paragraph(note));
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
