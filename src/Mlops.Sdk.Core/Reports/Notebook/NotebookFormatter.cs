namespace Mlops.Sdk;

/// <summary>A formatter by convention: a notebook finds <see cref="MimeType"/> and <see cref="Format"/> by name.</summary>
internal sealed class NotebookFormatter<T>(string mimeType, Func<T, string> show)
{
    public string MimeType { get; } = mimeType;

    /// <summary>Formatters of what is shown as a report: a page without identifiers, Markdown, and a screen of text.</summary>
    public static IEnumerable<object> OfReport(Func<T, Report> report) =>
    [
        new NotebookFormatter<T>("text/html", shown => HtmlRenderer.Fragment(report(shown))),
        new NotebookFormatter<T>("text/markdown", shown => report(shown).ToMarkdown()),
        new NotebookFormatter<T>("text/plain", shown => report(shown).ToString()),
    ];

    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T shown)
        {
            return false;
        }

        writer.Write(show(shown));
        return true;
    }
}
