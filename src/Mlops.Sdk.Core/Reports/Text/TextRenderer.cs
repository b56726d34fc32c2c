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
    private readonly int _enough;
    private int _sectionsLeft;

    private TextRenderer(Report report, int width, bool brief = false, int enough = int.MaxValue)
    {
        _report = report;
        _width = width;
        _brief = brief;
        _enough = enough;
    }

    /// <summary>Everything.</summary>
    public static string Full(Report report, int width) => Join(new TextRenderer(report, width).Write());

    /// <summary>One screen: everything when it fits, else the findings and the head of each table and chart, and how to see the rest.</summary>
    public static string Screen(Report report)
    {
        List<string> lines = new TextRenderer(report, ScreenWidth, enough: ScreenLines).Write();
        if (lines.Count <= ScreenLines)
        {
            return Join(lines);
        }

        TextRenderer brief = new(report, ScreenWidth, brief: true, enough: ScreenLines);
        lines = brief.Write();
        int kept = Math.Min(lines.Count, ScreenLines - 2);
        while (kept > 0 && (lines[kept - 1].Length == 0 || lines[kept - 1].StartsWith("── ", StringComparison.Ordinal)))
        {
            kept--;
        }

        string rest = brief._sectionsLeft > 0 ? $"{brief._sectionsLeft} more section{(brief._sectionsLeft == 1 ? "" : "s")}" : "more";
        return Join([.. lines.Take(kept), "", $"… and {rest}: ToText() prints all of it, SaveHtml(path) saves it as a page with charts."]);
    }

    private static string Join(List<string> lines) => string.Join('\n', lines.Select(line => line.TrimEnd())).TrimEnd();

    private List<string> Write()
    {
        string title = TextWidth.Cut(SafeText.Line(_report.Title), _width);
        _lines.Add(title);
        _lines.Add(new string('═', Math.Max(1, TextWidth.Of(title))));
        Paragraph(_report.Content.Subtitle);
        Findings();
        _sectionsLeft = _report.Content.Sections.Count;
        foreach (ReportSection section in _report.Content.Sections.TakeWhile(_ => _lines.Count <= _enough))
        {
            Section(section);
            _sectionsLeft--;
        }

        return _lines;
    }

    private void Section(ReportSection section)
    {
        _lines.Add("");
        string head = TextWidth.Cut(SafeText.Line(section.Title), _width - 6);
        _lines.Add("── " + head + " " + new string('─', Math.Max(0, _width - 4 - TextWidth.Of(head))));
        int body = _lines.Count;
        foreach (ReportBlock block in section.Blocks.TakeWhile(_ => _lines.Count <= _enough))
        {
            int start = _lines.Count;
            Block(block);
            if (start > body && _lines.Count > start)
            {
                _lines.Insert(start, "");
            }
        }
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
                _lines.AddRange(TextTable.Draw(table, _width, _brief ? 10 : _enough));
                break;
            case ReportFigure figure:
                Figure(figure.Chart);
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

    private void Figure(Chart chart)
    {
        const int BriefLines = 14;
        string[] lines = [.. TextChart.Draw(chart, _width)];
        bool cut = _brief && lines.Length > BriefLines;
        _lines.AddRange(cut ? [.. lines.Take(BriefLines - 1), "  …"] : lines);
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
