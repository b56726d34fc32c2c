using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Findings by severity and then by code. Where there are many of one code, or many that are for information alone, the page folds them away.</summary>
internal static class HtmlFindings
{
    private const int MostOfCode = 4, MostForInformation = 12, LongestSentence = 1000;

    public static void Write(StringBuilder html, IReadOnlyList<Finding> findings, HtmlAnchors anchors)
    {
        if (findings.Count == 0)
        {
            return;
        }

        html.Append("<section>\n<h2>").Append(FindingOrder.Summary(findings)).Append("</h2>\n");
        foreach (IGrouping<Severity, IGrouping<string, Finding>> severity in FindingOrder.Grouped([.. findings.Where(finding => !finding.IsAccepted)]))
        {
            int count = severity.Sum(code => code.Count());
            bool folded = severity.Key == Severity.Info && count > MostForInformation;
            html.Append(folded ? $"<details class=\"mr-more\"><summary>{count.ToString(CultureInfo.InvariantCulture)} for information</summary>\n" : "").Append("<ul class=\"mr-findings\">\n");
            foreach (IGrouping<string, Finding> code in severity)
            {
                Finding[] all = [.. code];
                int shown = all.Length > MostOfCode + 1 ? MostOfCode : all.Length;
                foreach (Finding finding in all.Take(shown))
                {
                    Item(html, finding, anchors);
                }

                if (shown < all.Length)
                {
                    html.Append("<li class=\"mr-rest\"><details class=\"mr-more\"><summary>").Append((all.Length - shown).ToString(CultureInfo.InvariantCulture)).Append(" more ")
                        .Append(Markup.Short(all[0].Code)).Append(all[0].Title is { } title ? " " + Markup.Escape(title) : "").Append("</summary>\n<ul class=\"mr-findings\">\n");
                    foreach (Finding finding in all.Skip(shown))
                    {
                        Item(html, finding, anchors);
                    }

                    html.Append("</ul></details></li>\n");
                }
            }

            html.Append("</ul>\n").Append(folded ? "</details>\n" : "");
        }

        Accepted(html, [.. findings.Where(finding => finding.IsAccepted)], anchors);
        html.Append("</section>\n");
    }

    private static void Accepted(StringBuilder html, IReadOnlyList<Finding> accepted, HtmlAnchors anchors)
    {
        if (accepted.Count == 0) return;
        html.Append("<details class=\"mr-more\"><summary>").Append(accepted.Count.ToString(CultureInfo.InvariantCulture)).Append(" accepted</summary>\n<ul class=\"mr-findings\">\n");
        foreach (Finding finding in accepted) Item(html, finding, anchors);
        html.Append("</ul></details>\n");
    }

    private static void Item(StringBuilder html, Finding finding, HtmlAnchors anchors)
    {
        html.Append("<li><span class=\"mr-badge mr-badge-").Append(FindingOrder.Name(finding.Severity)).Append("\">").Append(FindingOrder.Name(finding)).Append("</span><span class=\"mr-code\">").Append(Markup.Short(finding.Code));
        if (finding.Title is { } title)
        {
            html.Append("<b>").Append(Markup.Short(title)).Append("</b>");
        }

        html.Append("</span><span>");
        html.Append(Sentence(finding));
        if (anchors.Find(finding.Column) is { } identifier)
        {
            html.Append(" <a class=\"mr-see\" href=\"#").Append(identifier).Append("\">").Append(Markup.Short(finding.Column, 60)).Append("&#160;↓</a>");
        }

        html.Append("</span></li>\n");
    }

    /// <summary>The message with the call to make set as code.</summary>
    private static string Sentence(Finding finding)
    {
        string message = SafeText.Line(FindingOrder.Sentence(finding)), remedy = SafeText.Line(finding.Remedy);
        int at = remedy.Length == 0 ? -1 : message.LastIndexOf(remedy, StringComparison.Ordinal);
        return at < 0 || message.Length > LongestSentence
            ? Markup.Short(message, LongestSentence)
            : $"{Markup.Escape(message[..at])}<code>{Markup.Escape(remedy)}</code>{Markup.Escape(message[(at + remedy.Length)..])}";
    }
}
