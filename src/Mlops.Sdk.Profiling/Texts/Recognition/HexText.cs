namespace Mlops.Sdk;

/// <summary>GUIDs, hashes, colours and MAC addresses: hexadecimal digits in a fixed form.</summary>
internal static class HexText
{
    private const ulong GuidHyphens = (1UL << 8) | (1UL << 13) | (1UL << 18) | (1UL << 23);

    /// <summary>The same as <see cref="IsGuid(ReadOnlySpan{byte})"/>, by its shape.</summary>
    public static bool IsGuid(ReadOnlySpan<byte> text, in TextShape shape) => text.Length switch
    {
        36 => shape.Hex == (shape.All & ~GuidHyphens) && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-',
        38 => IsGuid(text),
        _ => false,
    };

    /// <summary>8-4-4-4-12 hexadecimal digits, with or without braces or parentheses.</summary>
    public static bool IsGuid(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'{', .., (byte)'}'] or [(byte)'(', .., (byte)')']) text = text[1..^1];
        if (text.Length != 36) return false;
        if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return false;
        return Bytes.AreHex(text[..8]) && Bytes.AreHex(text[9..13]) && Bytes.AreHex(text[14..18]) && Bytes.AreHex(text[19..23]) && Bytes.AreHex(text[24..]);
    }

    /// <summary>32, 40, 56, 64, 96 or 128 hexadecimal digits whose letters have one case.</summary>
    public static bool IsHash(ReadOnlySpan<byte> text)
    {
        if (text.Length is not (32 or 40 or 56 or 64 or 96 or 128)) return false;
        bool small = false, capital = false;
        foreach (byte one in text)
        {
            if (!Bytes.IsHex(one)) return false;
            small |= Bytes.IsLower(one);
            capital |= Bytes.IsUpper(one);
        }

        return !(small && capital);
    }

    /// <summary><c>#</c> and 3, 4, 6 or 8 hexadecimal digits.</summary>
    public static bool IsColor(ReadOnlySpan<byte> text) => text.Length is 4 or 5 or 7 or 9 && text[0] == '#' && Bytes.AreHex(text[1..]);

    /// <summary>Six or eight pairs of hexadecimal digits between colons or hyphens, or three or four groups of four between points.</summary>
    public static bool IsMac(ReadOnlySpan<byte> text) => text.Length switch
    {
        17 or 23 => text[2] is (byte)':' or (byte)'-' && Groups(text, 2, text[2]),
        14 or 19 => text[4] == '.' && Groups(text, 4, (byte)'.'),
        _ => false,
    };

    private static bool Groups(ReadOnlySpan<byte> text, int digits, byte sign)
    {
        for (int i = 0; i < text.Length; i++)
            if (i % (digits + 1) == digits ? text[i] != sign : !Bytes.IsHex(text[i])) return false;
        return true;
    }
}
