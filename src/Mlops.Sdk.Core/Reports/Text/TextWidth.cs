using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

/// <summary>How many columns text takes on a terminal, and fitting it into a number of them.</summary>
internal static class TextWidth
{
    public static int Of(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>Cuts to a width, ending in an ellipsis when something was cut.</summary>
    public static string Cut(string text, int width)
    {
        if (text.Length <= width && Of(text) <= width)
        {
            return text;
        }

        int used = 0;
        StringBuilder builder = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += Of(rune);
            if (used > width - 1)
            {
                break;
            }

            builder.Append(rune.ToString());
        }

        return builder.Append('…').ToString();
    }

    /// <summary>Cuts or pads to exactly a width.</summary>
    public static string Fit(string text, int width, ReportAlignment alignment = ReportAlignment.Left)
    {
        string cut = Cut(text, width);
        string blanks = new(' ', Math.Max(0, width - Of(cut)));
        return alignment == ReportAlignment.Right ? blanks + cut : cut + blanks;
    }

    /// <summary>Breaks a line at blanks so that each part fits.</summary>
    public static IEnumerable<string> Wrap(string line, int width)
    {
        StringBuilder current = new();
        int used = 0;
        foreach (string word in line.Split(' '))
        {
            string piece = Cut(word, width);
            int size = Of(piece);
            if (used > 0 && used + 1 + size > width)
            {
                yield return current.ToString();
                current.Clear();
                used = 0;
            }

            if (used > 0)
            {
                current.Append(' ');
                used++;
            }

            current.Append(piece);
            used += size;
        }

        yield return current.ToString();
    }

    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    private static bool IsWide(int code) =>
        code is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF)
            or (>= 0x20000 and <= 0x3FFFD);
}
