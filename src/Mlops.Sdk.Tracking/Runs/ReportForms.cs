using System.Text;

namespace Mlops.Sdk;

/// <summary>The forms in which a run keeps a report.</summary>
internal static class ReportForms
{
    public static IEnumerable<(string Extension, byte[] Bytes)> Render(Report report)
    {
        yield return (".txt", Encoding.UTF8.GetBytes(report.ToText()));
    }
}
