using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Timestamps out of UTF-8 as ticks. Not to be shared between threads.</summary>
internal sealed class CsvTimestamps(IReadOnlyList<string> formats)
{
    private readonly string[] _formats = [.. formats];

    /// <summary>ISO 8601 with <c>-</c> or <c>/</c>, day month-name year, and the given formats; an offset is converted to UTC.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryParse(ReadOnlySpan<byte> text, out long ticks) => TryIso(text, out ticks) || TryAny(text, out ticks);

    // What nearly all files have: yyyy-MM-dd, alone or with HH:mm:ss. All else, and what is no date, is left to the general way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryIso(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length is not (10 or 19) || text[4] != '-' || text[7] != '-') return false;
        uint wrong = 0;
        uint year = (100 * Pair(text, 0, ref wrong)) + Pair(text, 2, ref wrong), month = Pair(text, 5, ref wrong), day = Pair(text, 8, ref wrong), seconds = 0;
        if (text.Length == 19)
        {
            uint hour = Pair(text, 11, ref wrong), minute = Pair(text, 14, ref wrong), second = Pair(text, 17, ref wrong);
            wrong |= text[10] is (byte)' ' or (byte)'T' && text[13] == ':' && text[16] == ':' && hour < 24 && minute < 60 && second < 60 ? 0u : 1;
            seconds = (((hour * 60) + minute) * 60) + second;
        }

        uint leap = (year & 3) == 0 && (year % 100 != 0 || (year & 15) == 0) ? 1u : 0, last = month == 2 ? 28 + leap : 30 + ((month + (month >> 3)) & 1);
        if (wrong != 0 || year == 0 || month - 1 > 11 || day - 1 >= last) return false;

        // Days before the year and before the month.
        ReadOnlySpan<ushort> before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        uint past = year - 1;
        long days = (past * 365) + (past / 4) - (past / 100) + (past / 400) + before[(int)month - 1] + (month > 2 ? leap : 0) + day - 1;
        ticks = (days * TimeSpan.TicksPerDay) + (seconds * TimeSpan.TicksPerSecond);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Pair(ReadOnlySpan<byte> text, int at, ref uint wrong)
    {
        uint tens = (uint)text[at] - '0', ones = (uint)text[at + 1] - '0';
        wrong |= tens > 9 || ones > 9 ? 1u : 0;
        return (tens * 10) + ones;
    }

    private bool TryAny(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length is < 6 or > 64) return false;
        ReadOnlySpan<byte> rest = text, other = text;
        if (TryYearFirst(ref rest, out int year, out int month, out int day))
        {
            if (TryDate(year, month, day, out ticks) && TryTime(rest, ref ticks)) return true;
        }
        else if (TryMonthName(ref other, out year, out month, out day) && TryDate(year, month, day, out ticks) && TryTime(other, ref ticks))
        {
            return true;
        }

        return _formats.Length > 0 && TryFormats(text, out ticks);
    }

    private static bool TryYearFirst(ref ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        year = month = day = 0;
        if (text.Length < 8 || !TryDigits(text[..4], out year) || text[4] is not ((byte)'-' or (byte)'/')) return false;
        byte separator = text[4];
        text = text[5..];
        if (!TryShort(ref text, out month) || text.IsEmpty || text[0] != separator) return false;
        text = text[1..];
        return TryShort(ref text, out day);
    }

    private static bool TryMonthName(ref ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        year = month = 0;
        if (!TryShort(ref text, out day) || text.Length < 9 || text[0] is not ((byte)' ' or (byte)'-') || text[4] != text[0]) return false;
        ReadOnlySpan<byte> names = "janfebmaraprmayjunjulaugsepoctnovdec"u8;
        for (int i = 0; i < 12 && month == 0; i++)
            if ((text[1] | 0x20) == names[3 * i] && (text[2] | 0x20) == names[(3 * i) + 1] && (text[3] | 0x20) == names[(3 * i) + 2]) month = i + 1;
        if (month == 0 || !TryDigits(text.Slice(5, 4), out year)) return false;
        text = text[9..];
        return true;
    }

    private static bool TryDate(int year, int month, int day, out long ticks)
    {
        ticks = 0;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        ticks = new DateTime(year, month, day).Ticks;
        return true;
    }

    private static bool TryTime(ReadOnlySpan<byte> text, ref long ticks)
    {
        if (text.IsEmpty) return true;
        if (text.Length < 6 || text[0] is not ((byte)'T' or (byte)'t' or (byte)' ') || text[3] != ':') return false;
        if (!TryDigits(text.Slice(1, 2), out int hour) || !TryDigits(text.Slice(4, 2), out int minute) || hour > 23 || minute > 59) return false;
        ticks += (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        text = text[6..];
        if (text.Length >= 3 && text[0] == ':')
        {
            if (!TryDigits(text.Slice(1, 2), out int second) || second > 59) return false;
            ticks += second * TimeSpan.TicksPerSecond;
            text = text[3..];
            if (text.Length >= 2 && text[0] is (byte)'.' or (byte)',') text = Fraction(text[1..], ref ticks);
        }

        return text.IsEmpty || TryOffset(text, ref ticks);
    }

    // Digits beyond 100 nanoseconds are cut off, as there is no room for them.
    private static ReadOnlySpan<byte> Fraction(ReadOnlySpan<byte> text, scoped ref long ticks)
    {
        long unit = TimeSpan.TicksPerSecond;
        int at = 0;
        for (; at < text.Length && (uint)text[at] - '0' <= 9; at++)
        {
            unit /= 10;
            ticks += unit * (text[at] - '0');
        }

        return at == 0 ? "?"u8 : text[at..];
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, ref long ticks)
    {
        if (text[0] == ' ') text = text[1..];
        if (text.Length == 1) return text[0] is (byte)'Z' or (byte)'z';
        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-') || !TryDigits(text.Slice(1, 2), out int hours)) return false;
        int minutes = 0;
        if (text.Length > 3 && ((text.Length == 6 && text[3] != ':') || !TryDigits(text[^2..], out minutes))) return false;
        if (hours > 14 || minutes > 59) return false;
        long offset = (hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute);
        ticks -= text[0] == '-' ? -offset : offset;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
    }

    private bool TryFormats(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        Span<char> characters = stackalloc char[64];
        int count = Encoding.UTF8.GetChars(text, characters);
        if (!DateTime.TryParseExact(characters[..count], _formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime value)) return false;
        ticks = value.Ticks;
        return true;
    }

    private static bool TryShort(ref ReadOnlySpan<byte> text, out int value)
    {
        int count = text.Length >= 2 && (uint)text[1] - '0' <= 9 ? 2 : 1;
        if (text.IsEmpty || !TryDigits(text[..count], out value))
        {
            value = 0;
            return false;
        }

        text = text[count..];
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte c in text)
        {
            uint digit = (uint)c - '0';
            if (digit > 9) return false;
            value = (value * 10) + (int)digit;
        }

        return true;
    }
}
