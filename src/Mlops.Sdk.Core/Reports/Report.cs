using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>What an analysis, a fit or a comparison has to say: findings first, then sections of text, facts, tables and charts.
/// One model, shown as text, Markdown, JSON and HTML.</summary>
[TypeFormatterSource(typeof(ReportFormatterSource))]
public abstract class Report
{
    private readonly Lazy<ReportContent> _content;

    /// <summary>Creates a report.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="findings">What its reader should know of; null for nothing.</param>
    protected Report(string title, IEnumerable<Finding>? findings = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        Title = title;
        Findings = findings is null ? [] : [.. findings.Select(finding => finding ?? throw new ArgumentException("A finding is null.", nameof(findings)))];
        _content = new(BuildContent);
    }

    /// <summary>The kind of report in lower_snake, such as <c>profile</c>; stable for ever.</summary>
    public abstract string Kind { get; }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>What the reader should know of, in the order found.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The sections; built once, when first asked for.</summary>
    public ReportContent Content => _content.Value;

    /// <summary>Puts several reports into one: all findings, then each report's sections under its title.</summary>
    /// <param name="title">The heading of the whole.</param>
    /// <param name="reports">The reports in reading order.</param>
    public static Report Combine(string title, IEnumerable<Report> reports)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(reports);
        return new CombinedReport(title, [.. reports]);
    }

    /// <summary>One screen: at most 50 lines of 100 columns; says how to see the rest.</summary>
    public sealed override string ToString() => TextRenderer.Screen(this);

    /// <summary>The whole report as plain text.</summary>
    /// <param name="width">The columns to fit into, at least 40.</param>
    public string ToText(int width = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 40);
        return TextRenderer.Full(this, width);
    }

    /// <summary>The whole report in GitHub Markdown.</summary>
    public string ToMarkdown() => MarkdownRenderer.Render(this);

    /// <summary>The whole report as JSON: schema version, kind, title, findings, typed data and sections.</summary>
    public string ToJson() => JsonRenderer.Render(this);

    /// <summary>The whole report as one self-contained HTML page: no script, nothing fetched, light and dark.</summary>
    public string ToHtml() => HtmlRenderer.Page(this);

    /// <summary>Saves <see cref="ToHtml"/> to a file, replacing it at once; folders are created.</summary>
    /// <param name="path">The file.</param>
    public void SaveHtml(string path) => AtomicFile.WriteText(path, ToHtml());

    /// <summary>Saves <see cref="ToJson"/> to a file, replacing it at once; folders are created.</summary>
    /// <param name="path">The file.</param>
    public void SaveJson(string path) => AtomicFile.WriteText(path, ToJson());

    /// <summary>Saves <see cref="ToMarkdown"/> to a file, replacing it at once; folders are created.</summary>
    /// <param name="path">The file.</param>
    public void SaveMarkdown(string path) => AtomicFile.WriteText(path, ToMarkdown());

    /// <summary>Builds the sections; called once.</summary>
    protected abstract ReportContent BuildContent();

    /// <summary>Writes the properties of the <c>data</c> object of the JSON form: the typed results, for programs. Writes nothing by default.</summary>
    /// <param name="writer">The writer, inside the object.</param>
    protected virtual void WriteData(Utf8JsonWriter writer)
    {
    }

    internal void WriteDataTo(Utf8JsonWriter writer) => WriteData(writer);
}
