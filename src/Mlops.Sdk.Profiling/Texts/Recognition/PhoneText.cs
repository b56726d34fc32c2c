namespace Mlops.Sdk;

/// <summary>Telephone numbers.</summary>
internal static class PhoneText
{
    public const int Longest = 32;

    /// <summary>
    /// <c>+</c> and 8 to 15 digits (E.164) with any spacing; an area in parentheses and 7 to 12 digits in all; three, three and four digits in groups, with or without 1 before (North America);
    /// a leading 0 and 9 to 12 digits in at least two groups. An extension may follow.
    /// </summary>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 8 or > Longest) return false;
        text = WithoutExtension(text);
        if (text.Length < 8 || !Bytes.IsDigit(text[^1]) || !Spacing(text, out int digits, out int groups)) return false;
        return text[0] switch
        {
            (byte)'+' => digits is >= 8 and <= 15 && text[1] != '0' && (Bytes.IsDigit(text[1]) || text[1] == '('),
            (byte)'(' => digits is >= 7 and <= 12 && text.IndexOf((byte)')') is >= 3 and <= 6,
            (byte)'0' => groups > 1 && Bytes.IsDigit(text[1]) && (text[1] == '0' ? digits is >= 10 and <= 17 : digits is >= 9 and <= 12) && !text.Contains((byte)'.'),
            _ => groups is 3 or 4 && digits is 10 or 11 && IsNorthAmerican(text),
        };
    }

    /// <summary>Ten digits that begin with 2 to 9 (North America), eleven that begin with 1, ten or eleven that begin with 0; nothing else.</summary>
    public static bool IsBare(ReadOnlySpan<byte> digits) => digits.Length switch
    {
        10 => digits[0] != '1' && (digits[0] != '0' || digits[1] != '0'),
        11 => (digits[0] == '1' && digits[1] >= '2') || (digits[0] == '0' && digits[1] != '0'),
        _ => false,
    };

    private static bool Spacing(ReadOnlySpan<byte> text, out int digits, out int groups)
    {
        digits = groups = 0;
        int open = 0;
        byte before = (byte)' ';
        for (int i = 0; i < text.Length; i++)
        {
            byte one = text[i];
            if (Bytes.IsDigit(one))
            {
                digits++;
                if (!Bytes.IsDigit(before)) groups++;
            }
            else if (one == '(')
            {
                if (++open > 1 || before is (byte)'-' or (byte)'.' or (byte)'/') return false;
            }
            else if (one == ')')
            {
                if (open != 1 || !Bytes.IsDigit(before)) return false;
                open = 2;
            }
            else if (one == '+')
            {
                if (i > 0) return false;
            }
            else if (one is not ((byte)' ' or (byte)'-' or (byte)'.' or (byte)'/') || (before != ')' && !Bytes.IsDigit(before)))
            {
                return false;
            }

            before = one;
        }

        return open != 1;
    }

    private static bool IsNorthAmerican(ReadOnlySpan<byte> text)
    {
        if (text[0] == '1' && !Bytes.IsDigit(text[1])) text = text[2..];
        if (text[0] == '(') return text.IndexOf((byte)')') == 4;
        return text.Length == 12 && text[0] is >= (byte)'2' and <= (byte)'9' && IsGap(text[3]) && IsGap(text[7]) && Bytes.AreDigits(text[..3]) && Bytes.AreDigits(text[4..7]) && Bytes.AreDigits(text[8..]);
    }

    private static bool IsGap(byte one) => one is (byte)'-' or (byte)'.' or (byte)' ';

    private static ReadOnlySpan<byte> WithoutExtension(ReadOnlySpan<byte> text)
    {
        int x = text.LastIndexOfAny((byte)'x', (byte)'X');
        if (x < 8 || text.Length - x is < 2 or > 8) return text;
        ReadOnlySpan<byte> digits = Bytes.Trim(text[(x + 1)..]);
        ReadOnlySpan<byte> before = text[..x];
        if (digits.StartsWith("t."u8) || digits.StartsWith("t "u8)) digits = Bytes.Trim(digits[2..]);
        else if (digits.StartsWith("t"u8)) digits = digits[1..];
        if (before[^1] is (byte)'e' or (byte)'E') before = before[..^1];
        return Bytes.AreDigits(digits) ? Bytes.Trim(before) : text;
    }
}
