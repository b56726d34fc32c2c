using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How a field reads as a number.</summary>
internal enum CsvNumberForm : byte
{
    /// <summary>It is not a number.</summary>
    None,

    /// <summary>Digits that fit into 64 bits.</summary>
    Integer,

    /// <summary>Digits that do not fit into 64 bits.</summary>
    BigInteger,

    /// <summary>A fraction, an exponent, infinity, NaN or a negative zero.</summary>
    Number,

    /// <summary>A number with leading zeros: an identifier unless the column is declared to be a number.</summary>
    Padded,
}

/// <summary>Numbers out of UTF-8, equal to the bit to <see cref="double.Parse(ReadOnlySpan{byte}, NumberStyles, IFormatProvider)"/>. Thousands separators are not understood on purpose.</summary>
internal static class CsvNumbers
{
    // Data of the assembly and not an array of the class, which code that is optimized before the class is ready would have to ask for at every number.
    private static ReadOnlySpan<double> PowersOfTen =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>An optional sign and digits within 64 bits, without leading zeros and other than -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryInteger(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        int at = 0;
        bool negative = false;
        if (field.Length > 1 && field[0] is (byte)'-' or (byte)'+')
        {
            negative = field[0] == '-';
            at = 1;
        }

        int digits = field.Length - at;
        if (digits is 0 or > 19 || (field[at] == '0' && (digits > 1 || negative))) return false;
        ulong magnitude = 0;
        for (; at < field.Length; at++)
        {
            uint digit = (uint)field[at] - '0';
            if (digit > 9) return false;
            magnitude = (magnitude * 10) + digit;
        }

        if (magnitude > (ulong)long.MaxValue + (negative ? 1UL : 0UL)) return false;
        value = negative ? unchecked((long)(0 - magnitude)) : (long)magnitude;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static CsvNumberForm TryNumber(ReadOnlySpan<byte> field, byte mark, out double value)
    {
        value = 0;
        int at = 0, length = field.Length;
        bool negative = false;
        if (length > 1 && field[0] is (byte)'-' or (byte)'+')
        {
            negative = field[0] == '-';
            at = 1;
        }

        int first = at;
        ulong mantissa = 0;
        uint digit;
        while (at < length && (digit = (uint)field[at] - '0') <= 9)
        {
            mantissa = (mantissa * 10) + digit;
            at++;
        }

        int whole = at - first, digits = whole, exponent = 0;
        bool plain = true;
        if (at < length && field[at] == mark)
        {
            plain = false;
            int dot = at++;
            while (length - at >= 8 && TryEightDigits(field[at..], out uint eight))
            {
                mantissa = (mantissa * 100_000_000) + eight;
                at += 8;
            }

            while (at < length && (digit = (uint)field[at] - '0') <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                at++;
            }

            exponent = dot + 1 - at;
            digits += at - dot - 1;
        }

        if (digits == 0) return Named(field[first..], negative, out value);
        if (at < length && (field[at] | 0x20) == 'e')
        {
            plain = false;
            if (!TryExponent(field[(at + 1)..], out int power)) return CsvNumberForm.None;
            exponent += power;
            at = length;
        }

        if (at < length) return CsvNumberForm.None;
        // Clinger: a mantissa and a power of ten that are both exact give one correctly rounded operation. Up to 19 digits cannot have overflowed.
        if (digits <= 19 && mantissa <= 1UL << 53 && exponent is >= -22 and <= 22)
        {
            value = exponent < 0 ? mantissa / PowersOfTen[-exponent] : mantissa * PowersOfTen[exponent];
            if (negative) value = -value;
        }
        else if (digits <= 19 && DecimalScaling.TryScale(mantissa, exponent, out value))
        {
            if (negative) value = -value;
        }
        else
        {
            value = Slow(field, mark);
        }

        if (field[first] == '0' && whole > 1) return CsvNumberForm.Padded;
        if (!plain || (negative && digits == 1 && mantissa == 0)) return CsvNumberForm.Number;
        bool fits = digits < 19 || (digits == 19 && mantissa <= (ulong)long.MaxValue + (negative ? 1UL : 0UL));
        return fits ? CsvNumberForm.Integer : CsvNumberForm.BigInteger;
    }

    // Eight digits at once: each pair, then each four, then all eight are put together in the lanes of one word.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryEightDigits(ReadOnlySpan<byte> text, out uint value)
    {
        ulong chunk = BinaryPrimitives.ReadUInt64LittleEndian(text);
        value = 0;
        if ((((chunk + 0x4646464646464646) | (chunk - 0x3030303030303030)) & 0x8080808080808080) != 0) return false;
        chunk -= 0x3030303030303030;
        chunk = (chunk * 10) + (chunk >> 8);
        value = (uint)((((chunk & 0x000000FF000000FF) * 0x000F424000000064) + (((chunk >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int power)
    {
        power = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        if (negative || (!text.IsEmpty && text[0] == '+')) text = text[1..];
        if (text.IsEmpty) return false;
        foreach (byte c in text)
        {
            uint digit = (uint)c - '0';
            if (digit > 9) return false;
            if (power < 100_000) power = (power * 10) + (int)digit;
        }

        if (negative) power = -power;
        return true;
    }

    private static CsvNumberForm Named(ReadOnlySpan<byte> name, bool negative, out double value)
    {
        value = 0;
        Span<byte> lower = stackalloc byte[8];
        if (name.Length is not (3 or 8)) return CsvNumberForm.None;
        for (int i = 0; i < name.Length; i++) lower[i] = (byte)(name[i] | 0x20);
        lower = lower[..name.Length];
        if (lower.SequenceEqual("inf"u8) || lower.SequenceEqual("infinity"u8)) value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        else if (lower.SequenceEqual("nan"u8)) value = double.NaN;
        else return CsvNumberForm.None;
        return CsvNumberForm.Number;
    }

    private static double Slow(ReadOnlySpan<byte> field, byte mark)
    {
        byte[]? copy = null;
        if (mark != '.')
        {
            copy = field.ToArray();
            copy.AsSpan().Replace(mark, (byte)'.');
        }

        return double.Parse(copy ?? field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
    }
}
