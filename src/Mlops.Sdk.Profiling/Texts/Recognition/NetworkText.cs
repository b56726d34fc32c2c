namespace Mlops.Sdk;

/// <summary>IP addresses.</summary>
internal static class NetworkText
{
    /// <summary>Four parts of 0 to 255 without leading zeros, with or without <c>/</c> and a prefix length of 0 to 32.</summary>
    public static bool IsIPv4(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 7 or > 18) return false;
        text = WithoutPrefix(text, 32, out bool sound);
        return sound && AreFourParts(text);
    }

    /// <summary>Eight groups of up to four hexadecimal digits, or fewer with one <c>::</c>; the last two may be an IPv4 address; with or without a zone or a prefix length of 0 to 128.</summary>
    public static bool IsIPv6(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 2 or > 64) return false;
        text = WithoutPrefix(text, 128, out bool sound);
        if (!sound) return false;
        int zone = text.IndexOf((byte)'%');
        if (zone >= 0)
        {
            foreach (byte one in text[(zone + 1)..])
                if (!Bytes.IsAlphanumeric(one) && one is not ((byte)'.' or (byte)'_' or (byte)'-')) return false;
            if (zone == text.Length - 1) return false;
            text = text[..zone];
        }

        return AreGroups(text);
    }

    private static bool AreGroups(ReadOnlySpan<byte> text)
    {
        int groups = 0, at = 0;
        bool gap = false;
        if (text is [(byte)':', (byte)':', ..])
        {
            gap = true;
            at = 2;
        }
        else if (text.IsEmpty || text[0] == ':')
        {
            return false;
        }

        while (at < text.Length)
        {
            int end = at;
            while (end < text.Length && end - at < 5 && Bytes.IsHex(text[end])) end++;
            if (end < text.Length && text[end] == '.') return AreFourParts(text[at..]) && Fits(groups + 2, gap);
            if (end == at || end - at > 4) return false;
            groups++;
            at = end;
            if (at == text.Length) break;
            if (text[at] != ':' || at + 1 == text.Length) return false;
            at++;
            if (text[at] != ':') continue;
            if (gap) return false;
            gap = true;
            at++;
        }

        return Fits(groups, gap);
    }

    private static bool Fits(int groups, bool gap) => gap ? groups <= 7 : groups == 8;

    private static bool AreFourParts(ReadOnlySpan<byte> text)
    {
        int parts = 0, value = 0, digits = 0;
        foreach (byte one in text)
        {
            if (one == '.')
            {
                if (digits == 0 || ++parts > 3) return false;
                value = digits = 0;
                continue;
            }

            if (!Bytes.IsDigit(one) || (digits > 0 && value == 0)) return false;
            value = (value * 10) + one - '0';
            if (++digits > 3 || value > 255) return false;
        }

        return parts == 3 && digits > 0;
    }

    private static ReadOnlySpan<byte> WithoutPrefix(ReadOnlySpan<byte> text, int most, out bool sound)
    {
        sound = true;
        int slash = text.LastIndexOf((byte)'/');
        if (slash < 0) return text;
        ReadOnlySpan<byte> prefix = text[(slash + 1)..];
        int value = 0;
        sound = prefix.Length is >= 1 and <= 3 && Bytes.AreDigits(prefix) && (prefix.Length == 1 || prefix[0] != '0');
        if (sound)
            foreach (byte one in prefix) value = (value * 10) + one - '0';
        sound &= value <= most;
        return text[..slash];
    }
}
