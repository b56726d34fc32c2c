namespace Mlops.Sdk;

/// <summary>US social security numbers: area not 000, 666 or 900 to 999, group not 00, serial not 0000; the two numbers of advertisements are none.</summary>
internal static class SsnText
{
    /// <summary><c>ddd-dd-dddd</c>.</summary>
    public static bool Is(ReadOnlySpan<byte> text) => text.Length == 11 && text[3] == '-' && text[6] == '-' && Parts(text[..3], text[4..6], text[7..]);

    /// <summary>Nine digits.</summary>
    public static bool IsBare(ReadOnlySpan<byte> text) => text.Length == 9 && Parts(text[..3], text[3..5], text[5..]);

    /// <summary>By its parts as numbers.</summary>
    public static bool IsGivenOut(int area, int group, int serial) =>
        area is > 0 and < 900 and not 666 && group > 0 && serial > 0 && (area, group, serial) is not ((78, 5, 1120) or (219, 9, 9999));

    private static bool Parts(ReadOnlySpan<byte> area, ReadOnlySpan<byte> group, ReadOnlySpan<byte> serial) =>
        Bytes.AreDigits(area) && Bytes.AreDigits(group) && Bytes.AreDigits(serial) && IsGivenOut(Value(area), Value(group), Value(serial));

    private static int Value(ReadOnlySpan<byte> digits)
    {
        int value = 0;
        foreach (byte digit in digits) value = (value * 10) + digit - '0';
        return value;
    }
}
