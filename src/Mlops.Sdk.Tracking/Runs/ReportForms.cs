using System.Text;

namespace Mlops.Sdk;

/// <summary>The forms in which a run keeps a report: a page for people, and JSON for programs.</summary>
internal static class ReportForms
{
    public static IEnumerable<(string Extension, byte[] Bytes)> Render(Report report)
    {
        yield return (".html", Encoding.UTF8.GetBytes(report.ToHtml()));
        yield return (".json", Encoding.UTF8.GetBytes(report.ToJson()));
    }
}
