using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A report in plain text for a terminal.</summary>
internal sealed class TextRenderer
{
    private const int ScreenWidth = 100;
    private const int ScreenLines = 49;
    private const int BriefFindings = 8, BriefLines = 3, CrowdedLines = 2, FactsOneBelowTheOther = 4;

    private readonly List<string> _lines = [];
    private readonly Report _report;
    private readonly int _width;
    private readonly bool _brief;
    private readonly int _enough;
    private int _sectionsLeft;
    private bool _isLast;

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
        foreach (ReportBlock block in _report.Content.Lead)
        {
            _lines.Add("");
            Block(block);
        }

        Findings();
        ReportSection[] sections = [.. _report.Content.Sections.Where(section => !_brief || !section.IsDetail)];
        _sectionsLeft = _report.Content.Sections.Count;
        for (int i = 0; i < sections.Length && _lines.Count <= _enough; i++)
        {
            _isLast = i == sections.Length - 1;
            Section(sections[i]);
            _sectionsLeft--;
        }

        return _lines;
    }

    private void Section(ReportSection section)
    {
        _lines.Add("");
        string head = TextWidth.Cut(SafeText.Line(section.Title), _width - 6);
        _lines.Add("── " + head + " " + new string('─', Math.Max(0, _width - 4 - TextWidth.Of(head))));
        Blocks(section.Blocks);
    }

    private void Blocks(IReadOnlyList<ReportBlock> blocks)
    {
        int body = _lines.Count;
        foreach (ReportBlock block in blocks.TakeWhile(_ => _lines.Count <= _enough))
        {
            int start = _lines.Count;
            Block(block);
            if (start > body && _lines.Count > start)
            {
                _lines.Insert(start, "");
            }
        }
    }

    private void Group(ReportGroup group)
    {
        string note = group.Note is { } text ? " · " + SafeText.Line(text) : "";
        _lines.Add(TextWidth.Cut("─ " + SafeText.Line(group.Title) + note, _width));
        Blocks(group.Blocks);
    }

    // The last table of a screen takes the room that is left, but for what says how to see the rest.
    private int BriefRows() => _isLast ? Math.Max(10, ScreenLines - _lines.Count - 5) : 10;

    private void Findings()
    {
        IReadOnlyList<Finding> findings = FindingOrder.Sort(_report.Findings);
        if (findings.Count == 0)
        {
            return;
        }

        _lines.Add("");
        _lines.Add(FindingOrder.Summary(findings));
        findings = _brief ? FindingOrder.Varied(findings) : findings;
        int shown = _brief ? Math.Min(findings.Count, BriefFindings) : findings.Count;
        int code = Math.Clamp(findings.Take(shown).Max(finding => TextWidth.Of(SafeText.Line(finding.Code))), 1, 12);
        int name = findings.Take(shown).Any(finding => finding.IsAccepted) ? 8 : 7;
        foreach (Finding finding in findings.Take(shown))
        {
            string head = $"  {TextWidth.Fit(FindingOrder.Name(finding), name)}  {TextWidth.Fit(SafeText.Line(finding.Code), code)}  ";
            string hang = new(' ', head.Length);
            List<string> lines = [.. TextWidth.Wrap(SafeText.Line(FindingOrder.Sentence(finding)), Math.Max(20, _width - head.Length))];
            int most = shown > BriefFindings / 2 ? CrowdedLines : BriefLines;
            if (_brief && lines.Count > most)
            {
                lines = [.. lines.Take(most - 1), TextWidth.Cut(string.Join(' ', lines.Skip(most - 1)), Math.Max(20, _width - head.Length))];
            }

            _lines.AddRange(lines.Select((line, index) => (index == 0 ? head : hang) + line));
        }

        if (shown < findings.Count)
        {
            _lines.Add($"  … {findings.Count - shown} more finding{(findings.Count - shown == 1 ? "" : "s")}");
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
                _lines.AddRange(TextTable.Draw(table, _width, _brief ? BriefRows() : _enough));
                break;
            case ReportFigure figure:
                Figure(figure.Chart);
                break;
            case ReportGroup group:
                Group(group);
                break;
            case ReportRow row:
                Blocks(row.Blocks);
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
        (string Name, string Value)[] all = [.. facts.Facts.Select(fact => (SafeText.Line(fact.Name), SafeText.Line(ReportNumber.Format(fact.Value))))];
        int names = Math.Clamp(all.Select(fact => TextWidth.Of(fact.Name)).DefaultIfEmpty().Max(), 1, _width / 2);
        int values = all.Select(fact => TextWidth.Of(fact.Value)).DefaultIfEmpty().Max();
        int columns = all.Length <= FactsOneBelowTheOther ? 1 : Math.Clamp((_width + 3) / (names + values + 5), 1, 4);
        int lines = (all.Length + columns - 1) / columns;
        int room = Math.Max(1, columns > 1 ? values : _width - names - 2);
        for (int line = 0; line < lines; line++)
        {
            _lines.Add(string.Join("   ", Enumerable.Range(0, columns).Select(column => line + (column * lines)).Where(i => i < all.Length)
                .Select(i => TextWidth.Fit(all[i].Name, names) + "  " + (columns > 1 ? TextWidth.Fit(all[i].Value, room) : TextWidth.Cut(all[i].Value, room)))));
        }
    }
}
