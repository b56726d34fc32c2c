using System.Buffers;
using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Texts as PostgreSQL can hold them, which knows no NUL: NUL is U+FFFF, a character that no text should have, and the two last characters of the plane are escaped where they occur nevertheless.
/// Half of a surrogate pair, which is no character, becomes U+FFFD, as in every UTF-8 file.
/// </summary>
internal static class PostgreSqlText
{
    private const char Nul = '\uFFFF', Escape = '\uFFFE';
    private static readonly SearchValues<char> s_written = SearchValues.Create(['\0', Nul, Escape]);
    private static readonly SearchValues<char> s_read = SearchValues.Create([Nul, Escape]);

    public static string Encode(string text)
    {
        text = Whole(text);
        if (text.AsSpan().IndexOfAny(s_written) < 0) return text;
        var encoded = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            if (c == '\0') encoded.Append(Nul);
            else if (c is Nul or Escape) encoded.Append(Escape).Append(c == Nul ? '1' : '0');
            else encoded.Append(c);
        }

        return encoded.ToString();
    }

    public static string Decode(string text)
    {
        if (text.AsSpan().IndexOfAny(s_read) < 0) return text;
        var decoded = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == Nul) decoded.Append('\0');
            else if (text[i] == Escape && i + 1 < text.Length) decoded.Append(text[++i] == '1' ? Nul : Escape);
            else decoded.Append(text[i]);
        }

        return decoded.ToString();
    }

    private static string Whole(string text)
    {
        bool broken = false;
        for (int i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length && !broken; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            broken = i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]);
            i++;
        }

        return broken ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }
}
