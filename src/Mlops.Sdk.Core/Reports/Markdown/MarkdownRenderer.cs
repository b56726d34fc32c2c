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

        parts.AddRange(Blocks(report.Content.Lead));
        IReadOnlyList<Finding> findings = FindingOrder.Sort(report.Findings);
        if (findings.Count > 0)
        {
            parts.Add("## Findings");
            parts.Add(string.Join('\n', findings.Select(Finding)));
        }

        foreach (ReportSection section in report.Content.Sections)
        {
            parts.Add("## " + MarkdownText.Escape(section.Title));
            parts.AddRange(Blocks(section.Blocks));
        }

        return string.Join("\n\n", parts) + "\n";
    }

    private static string Finding(Finding finding)
    {
        string title = finding.Title is { } kind ? $" ({MarkdownText.Escape(kind)})" : "";
        return $"- **{FindingOrder.Name(finding)}** {MarkdownText.Escape(finding.Code)}{title}: {MarkdownText.Escape(FindingOrder.Sentence(finding))}";
    }

    private static IEnumerable<string> Blocks(IReadOnlyList<ReportBlock> blocks) => blocks.Select(Block).Where(block => block.Length > 0);

    private static string Block(ReportBlock block) => block switch
    {
        ReportText text => MarkdownText.Paragraph(text.Text),
        ReportFacts facts => string.Join('\n', facts.Facts.Select(fact =>
            $"- {MarkdownText.Escape(fact.Name)}: **{MarkdownText.Escape(ReportNumber.Format(fact.Value))}**")),
        ReportTable table => Table(table),
        ReportFigure figure => $"**{MarkdownText.Escape(figure.Chart.Title)}**\n\n{MarkdownText.Fenced(TextChart.Draw(figure.Chart, 100).Skip(1))}",
        ReportGroup group => Group(group),
        ReportRow row => string.Join("\n\n", Blocks(row.Blocks)),
        _ => "",
    };

    private static string Group(ReportGroup group)
    {
        string note = group.Note is { } text ? "\n\n" + MarkdownText.Paragraph(text) : "";
        return string.Join("\n\n", Blocks(group.Blocks).Prepend("### " + MarkdownText.Escape(group.Title) + note));
    }

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
