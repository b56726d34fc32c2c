using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Mlops.Sdk;

/// <summary>JSON objects and arrays, valid as a whole (RFC 8259), at most 256 deep and 1 MiB long. Nothing is allocated and nothing thrown.</summary>
internal static class JsonText
{
    public const int Longest = 1 << 20;

    private const int Deepest = 256;

    [SkipLocalsInit]
    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 2 or > Longest || text[0] is not ((byte)'{' or (byte)'[') || text[^1] is not ((byte)'}' or (byte)']')) return false;
        Span<byte> closing = stackalloc byte[Deepest];
        int depth = 0, at = 0;
        while (true)
        {
            Blank(text, ref at);
            if (at >= text.Length) return false;
            byte one = text[at];
            if (one is (byte)'{' or (byte)'[')
            {
                if (depth == Deepest) return false;
                closing[depth++] = (byte)(one + 2);
                at++;
                Blank(text, ref at);
                if (at >= text.Length) return false;
                if (text[at] != closing[depth - 1])
                {
                    if (one == '{' && !Name(text, ref at)) return false;
                    continue;
                }
            }
            else if (!Scalar(text, ref at))
            {
                return false;
            }

            if (!Close(text, ref at, closing, ref depth)) return false;
            if (depth == 0) return at == text.Length && Utf8.IsValid(text);
        }
    }

    // After a value, up to where the next one begins: what ends here, a comma, and in an object a name.
    private static bool Close(ReadOnlySpan<byte> text, ref int at, ReadOnlySpan<byte> closing, ref int depth)
    {
        while (true)
        {
            Blank(text, ref at);
            if (at >= text.Length) return false;
            if (text[at] != closing[depth - 1]) break;
            at++;
            if (--depth == 0) return true;
        }

        if (text[at++] != ',') return false;
        Blank(text, ref at);
        return closing[depth - 1] == ']' || Name(text, ref at);
    }

    private static bool Name(ReadOnlySpan<byte> text, ref int at)
    {
        if (!Quoted(text, ref at)) return false;
        Blank(text, ref at);
        return at < text.Length && text[at++] == ':';
    }

    private static bool Scalar(ReadOnlySpan<byte> text, ref int at)
    {
        byte one = text[at];
        if (one == '"') return Quoted(text, ref at);
        if (one == '-' || Bytes.IsDigit(one)) return Number(text, ref at);
        ReadOnlySpan<byte> word = one == 't' ? "true"u8 : one == 'f' ? "false"u8 : "null"u8;
        if (!text[at..].StartsWith(word)) return false;
        at += word.Length;
        return true;
    }

    private static bool Quoted(ReadOnlySpan<byte> text, ref int at)
    {
        if (at >= text.Length || text[at] != '"') return false;
        for (at++; at < text.Length; at++)
        {
            byte one = text[at];
            if (one == '"')
            {
                at++;
                return true;
            }

            if (one < ' ') return false;
            if (one != '\\') continue;
            if (++at >= text.Length) return false;
            if (text[at] == 'u')
            {
                if (at + 4 >= text.Length || !Bytes.AreHex(text.Slice(at + 1, 4))) return false;
                at += 4;
            }
            else if ("\"\\/bfnrt"u8.IndexOf(text[at]) < 0)
            {
                return false;
            }
        }

        return false;
    }

    private static bool Number(ReadOnlySpan<byte> text, ref int at)
    {
        if (text[at] == '-') at++;
        int whole = Digits(text, ref at);
        if (whole == 0 || (whole > 1 && text[at - whole] == '0')) return false;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (Digits(text, ref at) == 0) return false;
        }

        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-') at++;
            if (Digits(text, ref at) == 0) return false;
        }

        return true;
    }

    private static int Digits(ReadOnlySpan<byte> text, ref int at)
    {
        int start = at;
        while (at < text.Length && Bytes.IsDigit(text[at])) at++;
        return at - start;
    }

    private static void Blank(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r') at++;
    }
}
