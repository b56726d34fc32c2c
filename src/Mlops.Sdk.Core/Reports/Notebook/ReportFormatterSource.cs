using System.Diagnostics.CodeAnalysis;

namespace Mlops.Sdk;

/// <summary>Made by a notebook through its public constructor and asked, by name, for formatters of reports.</summary>
internal sealed class ReportFormatterSource
{
    [SuppressMessage("Performance", "CA1822", Justification = "The notebook calls it on an instance.")]
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new NotebookFormatter<Report>("text/html", HtmlRenderer.Fragment),
        new NotebookFormatter<Report>("text/markdown", report => report.ToMarkdown()),
        new NotebookFormatter<Report>("text/plain", report => report.ToString()),
    ];
}
