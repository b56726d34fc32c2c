namespace Mlops.Sdk;

/// <summary>Points on the earth: latitude and longitude in degrees, or <c>POINT(longitude latitude)</c>.</summary>
internal static class PlaceText
{
    public const int Longest = 64;

    /// <summary>Two decimals within 90 and 180 degrees, at least one with three digits after the point, between a comma, a semicolon or spaces; with or without parentheses or brackets.</summary>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 7 or > Longest) return false;
        bool point = text.Length > 8 && System.Text.Ascii.EqualsIgnoreCase(text[..5], "point"u8);
        if (point) text = Bytes.Trim(text[5..]);
        if (text is [(byte)'(', .., (byte)')'] or [(byte)'[', .., (byte)']']) text = Bytes.Trim(text[1..^1]);
        else if (point) return false;
        int at = 0;
        if (!Degrees(text, ref at, out double first, out int places)) return false;
        int gap = at;
        while (gap < text.Length && text[gap] == ' ') gap++;
        if (gap < text.Length && text[gap] is (byte)',' or (byte)';')
        {
            if (point) return false;
            gap++;
        }

        while (gap < text.Length && text[gap] == ' ') gap++;
        if (gap == at || !Degrees(text, ref gap, out double second, out int more) || gap != text.Length || Math.Max(places, more) < 3) return false;
        return point ? Math.Abs(first) <= 180 && Math.Abs(second) <= 90 : Math.Abs(first) <= 90 && Math.Abs(second) <= 180;
    }

    private static bool Degrees(ReadOnlySpan<byte> text, ref int at, out double degrees, out int places)
    {
        degrees = places = 0;
        if (at < text.Length && text[at] is (byte)'-' or (byte)'+') at++;
        int whole = at;
        while (at < text.Length && at - whole < 4 && Bytes.IsDigit(text[at])) degrees = (degrees * 10) + text[at++] - '0';
        if (at == whole || at >= text.Length || text[at] != '.') return false;
        double unit = 0.1;
        for (at++; at < text.Length && Bytes.IsDigit(text[at]); at++, places++, unit /= 10) degrees += unit * (text[at] - '0');
        return places > 0;
    }
}
