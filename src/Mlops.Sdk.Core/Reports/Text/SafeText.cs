using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Makes text from outside harmless: control and direction-changing characters are shown, never obeyed.</summary>
internal static class SafeText
{
    /// <summary>How much of a long text is shown on hovering.</summary>
    public const int LongestTip = 2000;

    private const char Replacement = '\uFFFD';

    /// <summary>One line: line breaks and tabs become blanks, other control characters a visible symbol.</summary>
    public static string Line(string? text) => Clean(text, keepLineBreaks: false);

    /// <summary>The lines of a paragraph, each clean.</summary>
    public static string[] Lines(string? text) => Clean(text, keepLineBreaks: true).Split('\n');

    /// <summary>Shortens to a number of characters, cutting between whole symbols and ending in an ellipsis.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        int end = 0;
        while (end < length - 1)
        {
            int step = StringInfo.GetNextTextElementLength(text.AsSpan(end));
            if (end + step > length - 1)
            {
                break;
            }

            end += step;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    private static string Clean(string? text, bool keepLineBreaks)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        if (keepLineBreaks)
        {
            text = text.ReplaceLineEndings("\n");
        }

        int i = 0;
        while (i < text.Length && !Suspicious(text[i]))
        {
            i++;
        }

        return i == text.Length ? text : Rewrite(text, i, keepLineBreaks);
    }

    private static string Rewrite(string text, int clean, bool keepLineBreaks)
    {
        StringBuilder builder = new(text.Length);
        builder.Append(text, 0, clean);
        int i = clean;
        while (i < text.Length)
        {
            if (Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                Append(builder, rune, keepLineBreaks);
                i += rune.Utf16SequenceLength;
            }
            else
            {
                builder.Append(Replacement);
                i++;
            }
        }

        return builder.ToString();
    }

    private static void Append(StringBuilder builder, Rune rune, bool keepLineBreaks)
    {
        int code = rune.Value;
        if (code == '\n' && keepLineBreaks)
        {
            builder.Append('\n');
        }
        else if (code is '\n' or '\r' or '\t' or 0x85 or 0x2028 or 0x2029)
        {
            builder.Append(' ');
        }
        else if (code < 0x20)
        {
            builder.Append((char)(0x2400 + code));
        }
        else if (code == 0x7F)
        {
            builder.Append('\u2421');
        }
        else if (code is >= 0x80 and < 0xA0 || ChangesDirection(code) || code is 0xFFFE or 0xFFFF or 0xFEFF
            || code is >= 0xE0000 and <= 0xE007F)
        {
            builder.Append(Replacement);
        }
        else
        {
            builder.Append(rune.ToString());
        }
    }

    private static bool Suspicious(char c) =>
        c < 0x20 || c is >= '\x7F' and < '\xA0' || ChangesDirection(c) || c is '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' or '\uFEFF'
        || char.IsSurrogate(c);

    private static bool ChangesDirection(int code) =>
        code is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
