namespace Mlops.Sdk;

/// <summary>Addresses of resources.</summary>
internal static class UrlText
{
    public const int Longest = 8192;

    /// <summary>A scheme, <c>://</c> and a host with or without user, port, path; a <c>file</c> may have no host; or <c>www.</c> and a domain. No spaces and no control characters.</summary>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 7 or > Longest || !IsPlain(text)) return false;
        int colon = text.IndexOf((byte)':');
        if (colon is > 0 and <= 20 && text[colon..].StartsWith("://"u8)) return IsScheme(text[..colon]) && IsAuthority(text[(colon + 3)..], text[..colon].SequenceEqual("file"u8));
        return System.Text.Ascii.EqualsIgnoreCase(text[..4], "www."u8) && EmailText.IsDomain(Host(text));
    }

    private static bool IsScheme(ReadOnlySpan<byte> text)
    {
        foreach (byte one in text)
            if (!Bytes.IsAlphanumeric(one) && one is not ((byte)'+' or (byte)'-' or (byte)'.')) return false;
        return Bytes.IsLetter(text[0]);
    }

    private static bool IsAuthority(ReadOnlySpan<byte> text, bool hostIsOptional)
    {
        if (hostIsOptional && text.Length > 1 && text[0] == '/') return true;
        ReadOnlySpan<byte> authority = Host(text);
        int at = authority.LastIndexOf((byte)'@');
        if (at >= 0) authority = authority[(at + 1)..];
        if (authority is [(byte)'[', ..])
        {
            int close = authority.IndexOf((byte)']');
            return close > 0 && NetworkText.IsIPv6(authority[1..close]) && IsPort(authority[(close + 1)..]);
        }

        int colon = authority.IndexOf((byte)':');
        ReadOnlySpan<byte> host = colon < 0 ? authority : authority[..colon];
        if (host.IsEmpty || (colon >= 0 && !IsPort(authority[colon..]))) return false;
        foreach (byte one in host)
            if (!Bytes.IsAlphanumeric(one) && one < 0x80 && one is not ((byte)'-' or (byte)'.' or (byte)'_')) return false;
        return host[0] != '.' && host[0] != '-';
    }

    private static bool IsPort(ReadOnlySpan<byte> text) => text.IsEmpty || (text[0] == ':' && (text.Length == 1 || (text.Length <= 6 && Bytes.AreDigits(text[1..]))));

    private static ReadOnlySpan<byte> Host(ReadOnlySpan<byte> text) => text.IndexOfAny((byte)'/', (byte)'?', (byte)'#') is var end and >= 0 ? text[..end] : text;

    private static bool IsPlain(ReadOnlySpan<byte> text) => text.IndexOfAnyInRange((byte)0, (byte)' ') < 0 && text.IndexOfAny((byte)'<', (byte)'>', (byte)'"') < 0;
}
