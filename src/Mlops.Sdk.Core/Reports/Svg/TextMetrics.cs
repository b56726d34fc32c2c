using System.Globalization;

namespace Mlops.Sdk;

/// <summary>How wide text is at 12 pixels at most: the writer has no fonts to ask, so widths are those of DejaVu Sans, the widest of the faces that pages ask for. In others a little room is left.</summary>
internal static class TextMetrics
{
    private const double Size = 12;

    public static double Width(string text)
    {
        double width = 0;
        foreach (char c in text)
        {
            width += Share(c);
        }

        return width * Size;
    }

    public static string Fit(string text, double room)
    {
        if (Width(text) <= room)
        {
            return text;
        }

        int length = text.Length;
        string shown = text;
        while (length > 1 && Width(shown) > room)
        {
            length = Math.Min(length - 1, (int)(length * room / Math.Max(room, Width(shown))) + 2);
            shown = SafeText.Shorten(text, Math.Max(1, length));
        }

        return shown;
    }

    private static double Share(char c) => c switch
    {
        'i' or 'j' or 'l' or 'I' or 'J' or '.' or ',' or ':' or ';' or '\'' or '|' or ' ' => 0.34,
        'f' or 't' or 'r' or '-' or '/' or '(' or ')' or '[' or ']' or '!' or '\u2013' => 0.42,
        'm' or 'M' or 'W' or '@' or '%' => 0.99,
        'w' or '<' or '>' or '=' or '+' or '&' or '~' or '\u00B1' => 0.84,
        >= 'A' and <= 'Z' => 0.78,
        's' or 'c' or 'z' or 'k' or 'v' or 'x' or 'y' or '_' => 0.59,
        >= '\u1100' => 1.0,
        _ when char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark => 0,
        _ => 0.64,
    };
}
