namespace Mlops.Sdk;

/// <summary>Times of day with an optional zone.</summary>
internal static class ClockText
{
    /// <summary>Reads <c>12:30</c>, <c>12:30:15</c>, <c>12:30:15.25</c> or <c>9 AM</c>, and then a zone.</summary>
    public static bool Read(ReadOnlySpan<byte> text, ref int at, out bool twelve, out bool zoned)
    {
        twelve = zoned = false;
        int digits = Digits(text, at, 2), hour = Value(text, at, digits);
        if (digits == 0 || hour > 24) return false;
        at += digits;
        bool minutes = at < text.Length && text[at] == ':';
        int minute = 0, second = 0;
        if (minutes && !Two(text, ++at, 59, out minute)) return false;
        if (minutes) at += 2;
        if (minutes && at < text.Length && text[at] == ':')
        {
            if (!Two(text, ++at, 60, out second)) return false;
            at += 2;
            Fraction(text, ref at);
        }

        twelve = Half(text, ref at);
        if (twelve ? hour is 0 or > 12 : !minutes || (hour == 24 && minute + second > 0)) return false;
        zoned = Zone(text, ref at);
        return true;
    }

    /// <summary>Reads <c>123015</c> and then a zone.</summary>
    public static bool ReadCompact(ReadOnlySpan<byte> text, ref int at, out bool zoned)
    {
        zoned = false;
        if (!Two(text, at, 23, out _) || !Two(text, at + 2, 59, out _)) return false;
        at += 4;
        if (Two(text, at, 60, out _))
        {
            at += 2;
            Fraction(text, ref at);
        }

        zoned = Zone(text, ref at);
        return true;
    }

    private static void Fraction(ReadOnlySpan<byte> text, ref int at)
    {
        if (at >= text.Length || text[at] is not ((byte)'.' or (byte)',')) return;
        int digits = Digits(text, at + 1, 9);
        if (digits > 0) at += 1 + digits;
    }

    private static bool Half(ReadOnlySpan<byte> text, ref int at)
    {
        int next = at < text.Length && text[at] == ' ' ? at + 1 : at;
        if (next + 2 > text.Length || (text[next] | 0x20) is not ('a' or 'p') || (text[next + 1] | 0x20) != 'm') return false;
        at = next + 2;
        return true;
    }

    private static bool Zone(ReadOnlySpan<byte> text, ref int at)
    {
        int next = at < text.Length && text[at] == ' ' ? at + 1 : at;
        if (next >= text.Length) return false;
        ReadOnlySpan<byte> rest = text[next..];
        if (rest is [(byte)'Z' or (byte)'z'])
        {
            at = text.Length;
            return true;
        }

        if (rest.SequenceEqual("UTC"u8) || rest.SequenceEqual("GMT"u8))
        {
            at = text.Length;
            return true;
        }

        if (rest[0] is not ((byte)'+' or (byte)'-') || !Two(rest, 1, 14, out _)) return false;
        int end = 3;
        if (end < rest.Length && rest[end] == ':') end++;
        bool minutes = Two(rest, end, 59, out _);
        if (!minutes && end == 4) return false;
        at = next + (minutes ? end + 2 : 3);
        return true;
    }

    private static bool Two(ReadOnlySpan<byte> text, int at, int most, out int value)
    {
        value = 0;
        if (at + 2 > text.Length || !Bytes.IsDigit(text[at]) || !Bytes.IsDigit(text[at + 1])) return false;
        value = ((text[at] - '0') * 10) + text[at + 1] - '0';
        return value <= most;
    }

    private static int Digits(ReadOnlySpan<byte> text, int at, int most)
    {
        int end = at;
        while (end < text.Length && end - at < most && Bytes.IsDigit(text[end])) end++;
        return end - at;
    }

    private static int Value(ReadOnlySpan<byte> text, int at, int digits) => digits == 2 ? ((text[at] - '0') * 10) + text[at + 1] - '0' : digits == 1 ? text[at] - '0' : 0;
}
