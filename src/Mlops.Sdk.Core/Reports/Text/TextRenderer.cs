using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A report in plain text for a terminal.</summary>
internal sealed class TextRenderer
{
    private const int ScreenWidth = 100;
    private const int ScreenLines = 49;

    private readonly List<string> _lines = [];
    private readonly Report _report;
    private readonly int _width;
    private readonly bool _brief;

    private TextRenderer(Report report, int width, bool brief)
    {
        _report = report;
        _width = width;
        _brief = brief;
    }

    /// <summary>Everything.</summary>
    public static string Full(Report report, int width) => Join(new TextRenderer(report, width, brief: false).Write());

    /// <summary>One screen: everything when it fits, else the findings and the head of each table, and how to see the rest.</summary>
    public static string Screen(Report report)
    {
        List<string> lines = new TextRenderer(report, ScreenWidth, brief: false).Write();
        if (lines.Count <= ScreenLines)
        {
            return Join(lines);
        }

        List<string> brief = new TextRenderer(report, ScreenWidth, brief: true).Write();
        int kept = Math.Min(brief.Count, ScreenLines - 2);
        while (kept > 0 && (brief[kept - 1].Length == 0 || brief[kept - 1].StartsWith("── ", StringComparison.Ordinal)))
        {
            kept--;
        }

        return Join([.. brief.Take(kept), "", $"… {lines.Count - kept} more lines: ToText() prints all of it, SaveHtml(path) saves it as a page with charts."]);
    }

    private static string Join(List<string> lines) => string.Join('\n', lines.Select(line => line.TrimEnd())).TrimEnd();

    private List<string> Write()
    {
        ReportContent content = _report.Content;
        string title = TextWidth.Cut(SafeText.Line(_report.Title), _width);
        _lines.Add(title);
        _lines.Add(new string('═', Math.Max(1, TextWidth.Of(title))));
        Paragraph(content.Subtitle);
        Findings();
        foreach (ReportSection section in content.Sections)
        {
            _lines.Add("");
            string head = TextWidth.Cut(SafeText.Line(section.Title), _width - 6);
            _lines.Add("── " + head + " " + new string('─', Math.Max(0, _width - 4 - TextWidth.Of(head))));
            bool first = true;
            foreach (ReportBlock block in section.Blocks)
            {
                int start = _lines.Count;
                Block(block);
                if (!first && _lines.Count > start)
                {
                    _lines.Insert(start, "");
                }

                first &= _lines.Count == start;
            }
        }

        return _lines;
    }

    private void Findings()
    {
        IReadOnlyList<Finding> findings = FindingOrder.Sort(_report.Findings);
        if (findings.Count == 0)
        {
            return;
        }

        _lines.Add("");
        _lines.Add(FindingOrder.Summary(findings));
        int shown = _brief ? Math.Min(findings.Count, 8) : findings.Count;
        int code = Math.Clamp(findings.Take(shown).Max(finding => TextWidth.Of(SafeText.Line(finding.Code))), 1, 12);
        foreach (Finding finding in findings.Take(shown))
        {
            string head = $"  {TextWidth.Fit(FindingOrder.Name(finding.Severity), 7)}  {TextWidth.Fit(SafeText.Line(finding.Code), code)}  ";
            string hang = new(' ', head.Length);
            List<string> lines = [.. TextWidth.Wrap(SafeText.Line(FindingOrder.Sentence(finding)), Math.Max(20, _width - head.Length))];
            if (_brief && lines.Count > 3)
            {
                lines = [.. lines.Take(2), TextWidth.Cut(lines[2] + " …", Math.Max(20, _width - head.Length))];
            }

            _lines.AddRange(lines.Select((line, index) => (index == 0 ? head : hang) + line));
        }

        if (shown < findings.Count)
        {
            _lines.Add($"  … {findings.Count - shown} more findings");
        }
    }

    private void Block(ReportBlock block)
    {
        switch (block)
        {
            case ReportText text:
                Paragraph(text.Text);
                break;
            case ReportFacts facts:
                Facts(facts);
                break;
            case ReportTable table:
                _lines.AddRange(TextTable.Draw(table, _width, _brief ? 10 : int.MaxValue));
                break;
            case ReportFigure figure when !_brief:
                _lines.AddRange(TextChart.Draw(figure.Chart, _width));
                break;
        }
    }

    private void Paragraph(string? text)
    {
        if (text is not null)
        {
            _lines.AddRange(SafeText.Lines(text).SelectMany(line => TextWidth.Wrap(line, _width)));
        }
    }

    private void Facts(ReportFacts facts)
    {
        int names = facts.Facts.Select(fact => TextWidth.Of(SafeText.Line(fact.Name))).DefaultIfEmpty().Max();
        names = Math.Clamp(names, 1, _width / 2);
        foreach (ReportFact fact in facts.Facts)
        {
            string name = TextWidth.Fit(SafeText.Line(fact.Name), names);
            _lines.Add(name + "  " + TextWidth.Cut(SafeText.Line(ReportNumber.Format(fact.Value)), Math.Max(1, _width - names - 2)));
        }
    }
}
