namespace Mlops.Sdk;

/// <summary>Dates, times of day and both together, in the notations of <see cref="DateNotation"/>. Days exist in their month and year.</summary>
internal static class DateText
{
    public const int Longest = 48;

    /// <summary>No date has more: <c>Wednesday, 18 September 2024 10:00 PM UTC</c>.</summary>
    public const int MostLetters = 23;

    /// <summary>What a text is: <see cref="SemanticType.Date"/>, <see cref="SemanticType.DateTime"/>, <see cref="SemanticType.Time"/>, <see cref="SemanticType.YearMonth"/>, or <see cref="SemanticType.Text"/> for none.</summary>
    public static SemanticType Read(ReadOnlySpan<byte> text, out DateNotation notation)
    {
        notation = DateNotation.None;
        if (text.Length is < 4 or > Longest) return SemanticType.Text;
        int at = 0;
        int digits = Run(text, 0);
        if (digits is 1 or 2 && text.Length > digits && text[digits] is (byte)':' or (byte)' ' && ClockText.Read(text, ref at, out bool twelve, out _) && at == text.Length)
        {
            notation = twelve ? DateNotation.Time12 : DateNotation.Time24;
            return SemanticType.Time;
        }

        at = 0;
        DateNotation date = digits switch
        {
            4 => YearFirst(text, ref at),
            8 => Compact(text, ref at),
            1 or 2 => NumberFirst(text, ref at),
            0 => WordFirst(text, ref at),
            _ => DateNotation.None,
        };
        if (date == DateNotation.None) return SemanticType.Text;
        notation = date;
        if (at == text.Length) return date is DateNotation.YearMonth or DateNotation.MonthYear ? SemanticType.YearMonth : SemanticType.Date;
        if (date is DateNotation.YearMonth or DateNotation.MonthYear || !Time(text, at, date, out bool zoned))
        {
            notation = DateNotation.None;
            return SemanticType.Text;
        }

        if (date == DateNotation.IsoDate) notation = zoned ? DateNotation.IsoDateTimeZoned : DateNotation.IsoDateTime;
        return SemanticType.DateTime;
    }

    private static bool Time(ReadOnlySpan<byte> text, int at, DateNotation date, out bool zoned)
    {
        zoned = false;
        if (date != DateNotation.Compact && text[at] == ',') at++;
        if (at >= text.Length || text[at] is not ((byte)'T' or (byte)'t' or (byte)' ')) return false;
        at++;
        return (date == DateNotation.Compact ? ClockText.ReadCompact(text, ref at, out zoned) : ClockText.Read(text, ref at, out _, out zoned)) && at == text.Length;
    }

    private static DateNotation YearFirst(ReadOnlySpan<byte> text, ref int at)
    {
        int year = Number(text, 0, 4);
        if (text.Length < 7 || year == 0) return DateNotation.None;
        byte sign = text[4];
        int months = Run(text, 5);
        if (sign is not ((byte)'-' or (byte)'/' or (byte)'.') || months is 0 or > 2) return DateNotation.None;
        int month = Number(text, 5, months), next = 5 + months;
        if (month is 0 or > 12) return DateNotation.None;
        if (next == text.Length)
        {
            at = next;
            return months == 2 && sign != '.' ? DateNotation.YearMonth : DateNotation.None;
        }

        int days = Run(text, next + 1);
        if (text[next] != sign || days is 0 or > 2 || !IsDay(year, month, Number(text, next + 1, days))) return DateNotation.None;
        at = next + 1 + days;
        return sign == '-' && months == 2 && days == 2 ? DateNotation.IsoDate : DateNotation.YearFirst;
    }

    private static DateNotation Compact(ReadOnlySpan<byte> text, ref int at)
    {
        int year = Number(text, 0, 4);
        at = 8;
        return year is >= 1900 and <= 2100 && IsDay(year, Number(text, 4, 2), Number(text, 6, 2)) ? DateNotation.Compact : DateNotation.None;
    }

    private static DateNotation NumberFirst(ReadOnlySpan<byte> text, ref int at)
    {
        int first = Run(text, 0), a = Number(text, 0, first);
        if (first + 2 >= text.Length) return DateNotation.None;
        byte sign = text[first];
        at = first + 1;
        if (sign is (byte)' ' or (byte)'-' or (byte)'/' or (byte)'.' && Bytes.IsLetter(text[at])) return DayAndWord(text, a, sign, ref at);
        int second = Run(text, at), b = Number(text, at, second);
        if (sign is not ((byte)'-' or (byte)'/' or (byte)'.')) return DateNotation.None;
        at += second;
        if (second == 4 && sign != '.' && a is >= 1 and <= 12 && first == 2 && b > 0) return at == text.Length ? DateNotation.MonthYear : DateNotation.None;
        if (second is not (1 or 2) || at >= text.Length || text[at] != sign) return DateNotation.None;
        if (!Year(text, ++at, out int year, out int digits)) return DateNotation.None;
        at += digits;
        bool dayFirst = IsDay(year, b, a), monthFirst = IsDay(year, a, b);
        return dayFirst && monthFirst ? DateNotation.DayOrMonthFirst : dayFirst ? DateNotation.DayFirst : monthFirst ? DateNotation.MonthFirst : DateNotation.None;
    }

    private static DateNotation DayAndWord(ReadOnlySpan<byte> text, int day, byte sign, ref int at)
    {
        int month = MonthWord(text, ref at);
        if (month == 0 || at >= text.Length) return DateNotation.None;
        if (text[at] == '.' && sign == ' ') at++;
        if (at < text.Length && text[at] == ',' && sign == ' ') at++;
        if (at >= text.Length || text[at] != sign || !Year(text, ++at, out int year, out int digits) || !IsDay(year, month, day)) return DateNotation.None;
        at += digits;
        return DateNotation.MonthName;
    }

    private static DateNotation WordFirst(ReadOnlySpan<byte> text, ref int at)
    {
        if (DateWords.SkipWeekday(text, ref at) && at < text.Length && Bytes.IsDigit(text[at]))
        {
            int run = Run(text, at), day = run <= 2 ? Number(text, at, run) : 0;
            at += run;
            if (at + 1 >= text.Length || text[at] is not ((byte)' ' or (byte)'-')) return DateNotation.None;
            byte sign = text[at++];
            return DayAndWord(text, day, sign, ref at);
        }

        int month = MonthWord(text, ref at);
        if (month == 0 || at + 2 >= text.Length) return DateNotation.None;
        if (text[at] == '.') at++;
        if (text[at] is not ((byte)' ' or (byte)'-')) return DateNotation.None;
        int days = Run(text, ++at);
        if (days is not (1 or 2)) return DateNotation.None;
        int date = Number(text, at, days);
        at += days;
        if (at < text.Length && text[at] == ',') at++;
        if (at < text.Length && text[at] is (byte)' ' or (byte)'-') at++;
        if (!Year(text, at, out int year, out int digits) || !IsDay(year, month, date)) return DateNotation.None;
        at += digits;
        return DateNotation.MonthName;
    }

    private static int MonthWord(ReadOnlySpan<byte> text, ref int at) => DateWords.Month(text, ref at);

    private static bool Year(ReadOnlySpan<byte> text, int at, out int year, out int digits)
    {
        digits = Run(text, at);
        year = digits is 2 or 4 ? Number(text, at, digits) : 0;
        if (digits == 2) year += year < 70 ? 2000 : 1900;
        return digits is 2 or 4 && year > 0;
    }

    private static bool IsDay(int year, int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static int Run(ReadOnlySpan<byte> text, int at)
    {
        int end = at;
        while (end < text.Length && Bytes.IsDigit(text[end])) end++;
        return end - at;
    }

    private static int Number(ReadOnlySpan<byte> text, int at, int digits)
    {
        int number = 0;
        for (int i = at; i < at + digits; i++) number = (number * 10) + text[i] - '0';
        return number;
    }
}
