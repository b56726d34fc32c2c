using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Payment card numbers: the ranges that the issuers have, and Luhn's check digit (ISO/IEC 7812-1).</summary>
internal static class CardText
{
    private const int Most = 19;

    /// <summary>13 to 19 digits in a range of an issuer; together, or in groups of at least three between single spaces or hyphens.</summary>
    /// <param name="text">The text.</param>
    /// <param name="passes">Whether Luhn's check holds.</param>
    [SkipLocalsInit]
    public static bool HasShape(ReadOnlySpan<byte> text, out bool passes)
    {
        passes = false;
        if (text.Length is < 13 or > Most + 6) return false;
        Span<byte> digits = stackalloc byte[Most];
        int count = 0, run = 0;
        byte sign = 0;
        foreach (byte one in text)
        {
            if (Bytes.IsDigit(one))
            {
                if (count == Most) return false;
                digits[count++] = (byte)(one - '0');
                run++;
                continue;
            }

            if (one is not ((byte)' ' or (byte)'-') || run < 3 || (sign != 0 && sign != one)) return false;
            sign = one;
            run = 0;
        }

        if (count < 13 || (sign != 0 && run < 2) || !IsIssued(digits[..count])) return false;
        passes = Luhn(digits[..count]);
        return true;
    }

    /// <summary>Whether digits, by value, have a sum of 0 modulo 10 when every second from the right is doubled.</summary>
    public static bool Luhn(ReadOnlySpan<byte> digits)
    {
        int sum = 0;
        bool twice = false;
        for (int i = digits.Length - 1; i >= 0; i--, twice = !twice)
        {
            int digit = twice ? digits[i] * 2 : digits[i];
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }

    private static bool IsIssued(ReadOnlySpan<byte> digits)
    {
        int four = (digits[0] * 1000) + (digits[1] * 100) + (digits[2] * 10) + digits[3], length = digits.Length;
        return four switch
        {
            >= 4000 and <= 4999 => length is 13 or 16 or 19,
            (>= 5100 and <= 5599) or (>= 2221 and <= 2720) => length == 16,
            (>= 3400 and <= 3499) or (>= 3700 and <= 3799) => length == 15,
            6011 or (>= 6440 and <= 6599) or (>= 6200 and <= 6299) or (>= 8100 and <= 8199) => length >= 16,
            (>= 3000 and <= 3059) or 3095 or (>= 3600 and <= 3699) or (>= 3800 and <= 3999) => length >= 14,
            (>= 3528 and <= 3589) or (>= 2200 and <= 2204) => length >= 16,
            (>= 5000 and <= 5099) or (>= 5600 and <= 5899) or (>= 6000 and <= 6999) => true,
            _ => false,
        };
    }
}
