using System.Text;

namespace Mlops.Sdk;

/// <summary>Escaping for Markdown, so that text reads as it is: no emphasis, links, images, HTML, table cells or headings come out of it.</summary>
internal static class MarkdownText
{
    /// <summary>Text within a line or a table cell.</summary>
    public static string Escape(string? text)
    {
        string clean = SafeText.Line(text);
        StringBuilder builder = new(clean.Length + 16);
        for (int i = 0; i < clean.Length; i++)
        {
            char c = clean[i];
            _ = c switch
            {
                '<' => builder.Append("&lt;"),
                '>' => builder.Append("&gt;"),
                '&' => builder.Append("&amp;"),
                '@' => builder.Append("&#64;"),
                ':' when i + 1 < clean.Length && clean[i + 1] == '/' => builder.Append("&#58;"),
                '.' when i > 2 && clean.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase) => builder.Append("&#46;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '$' or '{' or '}' => builder.Append('\\').Append(c),
                _ => builder.Append(c),
            };
        }

        return builder.ToString();
    }

    /// <summary>The lines of a paragraph; none of them starts a list, a heading or a block of code.</summary>
    public static string Paragraph(string text) => string.Join("  \n", SafeText.Lines(text).Select(line => Start(Escape(line.Trim()))));

    /// <summary>Lines shown as they are, fenced by more backticks than they hold.</summary>
    public static string Fenced(IEnumerable<string> lines)
    {
        string body = string.Join('\n', lines.Select(line => line.TrimEnd()));
        int longest = 0, run = 0;
        foreach (char c in body)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        string fence = new('`', Math.Max(3, longest + 1));
        return $"{fence}text\n{body}\n{fence}";
    }

    private static string Start(string line)
    {
        if (line.Length > 0 && line[0] is '#' or '+' or '-' or '=' or '!')
        {
            return "\\" + line;
        }

        int digits = 0;
        while (digits < line.Length && char.IsAsciiDigit(line[digits]))
        {
            digits++;
        }

        return digits > 0 && digits < line.Length && line[digits] is '.' or ')' ? line.Insert(digits, "\\") : line;
    }
}
