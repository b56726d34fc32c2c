namespace Mlops.Sdk;

/// <summary>Versions, paths and media types: names with an inner order.</summary>
internal static class NameText
{
    public const int LongestPath = 4096;

    private static readonly System.Buffers.SearchValues<byte> s_notInPaths = System.Buffers.SearchValues.Create("<>\"|?*"u8);

    /// <summary>A version by semver.org: three numbers without leading zeros, then a pre-release after <c>-</c> and a build after <c>+</c>; a <c>v</c> may stand before.</summary>
    public static bool IsVersion(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 5 or > 128) return false;
        if (text[0] is (byte)'v' or (byte)'V') text = text[1..];
        int at = 0;
        for (int part = 0; part < 3; part++)
        {
            int start = at;
            while (at < text.Length && Bytes.IsDigit(text[at])) at++;
            if (at == start || at - start > 9 || (at - start > 1 && text[start] == '0')) return false;
            if (part < 2 && (at >= text.Length || text[at++] != '.')) return false;
        }

        if (at < text.Length && text[at] == '-' && !Labels(text, ref at, zeros: false)) return false;
        if (at < text.Length && text[at] == '+' && !Labels(text, ref at, zeros: true)) return false;
        return at == text.Length;
    }

    /// <summary>A path that begins at a root, a drive, a share, <c>./</c>, <c>../</c> or <c>~/</c>, without control characters.</summary>
    public static bool IsPath(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 2 or > LongestPath || text.IndexOfAnyInRange((byte)0, (byte)31) >= 0) return false;
        return text[0] switch
        {
            (byte)'/' => text[1] is not ((byte)'/' or (byte)' ') && Bytes.IsAlphanumeric(text[1]) | text[1] is (byte)'.' or (byte)'_' or >= 0x80,
            (byte)'~' => text[1] == '/' && text.Length > 2,
            (byte)'.' => text[1] is (byte)'/' or (byte)'\\' ? text.Length > 2 : text.Length > 3 && text[1] == '.' && text[2] is (byte)'/' or (byte)'\\',
            (byte)'\\' => text[1] == '\\' && text.Length > 4 && Bytes.IsAlphanumeric(text[2]) && text[3..].Contains((byte)'\\'),
            _ => text.Length > 2 && Bytes.IsLetter(text[0]) && text[1] == ':' && text[2] is (byte)'\\' or (byte)'/' && !text.ContainsAny(s_notInPaths) && text[3..].IndexOf("//"u8) < 0 && !text[2..].StartsWith("//"u8),
        };
    }

    /// <summary>A registered top level, <c>/</c>, a name, and parameters after <c>;</c> (RFC 6838).</summary>
    public static bool IsMime(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 6 or > 200) return false;
        int slash = text.IndexOf((byte)'/');
        if (slash < 4 || !IsTopLevel(text[..slash])) return false;
        ReadOnlySpan<byte> name = text[(slash + 1)..];
        int parameters = name.IndexOf((byte)';');
        if (parameters >= 0)
        {
            if (!name[parameters..].Contains((byte)'=')) return false;
            name = name[..parameters];
        }

        if (name.IsEmpty || !(Bytes.IsAlphanumeric(name[0]) || name.SequenceEqual("*"u8))) return false;
        foreach (byte one in name[1..])
            if (!Bytes.IsAlphanumeric(one) && "!#$&-^_.+"u8.IndexOf(one) < 0) return false;
        return true;
    }

    private static bool IsTopLevel(ReadOnlySpan<byte> text) => text.Length switch
    {
        4 => text.SequenceEqual("text"u8) || text.SequenceEqual("font"u8),
        5 => text.SequenceEqual("image"u8) || text.SequenceEqual("audio"u8) || text.SequenceEqual("video"u8) || text.SequenceEqual("model"u8),
        7 => text.SequenceEqual("message"u8),
        9 => text.SequenceEqual("multipart"u8),
        11 => text.SequenceEqual("application"u8),
        _ => false,
    };

    private static bool Labels(ReadOnlySpan<byte> text, ref int at, bool zeros)
    {
        int start;
        do
        {
            start = ++at;
            bool number = true;
            while (at < text.Length && (Bytes.IsAlphanumeric(text[at]) || text[at] == '-')) number &= Bytes.IsDigit(text[at++]);
            if (at == start || (number && !zeros && at - start > 1 && text[start] == '0')) return false;
        }
        while (at < text.Length && text[at] == '.');
        return true;
    }
}
