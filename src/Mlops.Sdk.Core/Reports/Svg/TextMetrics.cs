using System.Globalization;

namespace Mlops.Sdk;

/// <summary>About how wide text is at 12 pixels in a common sans-serif face; the writer has no fonts to ask.</summary>
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
        'i' or 'j' or 'l' or 't' or 'f' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or ' ' or '(' or ')' or '[' or ']' => 0.34,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.92,
        >= 'A' and <= 'Z' => 0.68,
        >= '\u1100' => 1.0,
        _ when char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark => 0,
        _ => 0.58,
    };
}
