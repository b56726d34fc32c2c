using System.Text;

namespace Mlops.Sdk;

/// <summary>Escaping for HTML and SVG, strict enough for an XML parser.</summary>
internal static class Markup
{
    private const int LongestParagraph = 20_000;

    /// <summary>Text or an attribute value, on one line.</summary>
    public static string Escape(string? text) => Encode(SafeText.Line(text));

    /// <summary>Text on one line, shortened; what was cut shows on hovering.</summary>
    public static string Short(string? text, int length = 240)
    {
        string clean = SafeText.Line(text);
        return clean.Length <= length
            ? Encode(clean)
            : $"<span title=\"{Encode(SafeText.Shorten(clean, SafeText.LongestTip))}\">{Encode(SafeText.Shorten(clean, length))}</span>";
    }

    /// <summary>A paragraph: its line breaks become <c>br</c> elements. What is longer than any paragraph for people is cut.</summary>
    public static string Paragraph(string? text) => string.Join("<br/>", SafeText.Lines(SafeText.Shorten(text ?? "", LongestParagraph)).Select(Encode));

    private static string Encode(string clean)
    {
        if (clean.AsSpan().IndexOfAny("&<>\"'") < 0)
        {
            return clean;
        }

        StringBuilder builder = new(clean.Length + 16);
        foreach (char c in clean)
        {
            _ = c switch
            {
                '&' => builder.Append("&amp;"),
                '<' => builder.Append("&lt;"),
                '>' => builder.Append("&gt;"),
                '"' => builder.Append("&quot;"),
                '\'' => builder.Append("&#39;"),
                _ => builder.Append(c),
            };
        }

        return builder.ToString();
    }
}
