using System.Text;

namespace Mlops.Sdk;

/// <summary>English names of months and days of the week.</summary>
internal static class DateWords
{
    private static readonly string[] s_months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    private static readonly string[] s_days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    private static readonly int[] s_monthKeys = [.. s_months.Select(word => Key(Encoding.ASCII.GetBytes(word)))];
    private static readonly int[] s_dayKeys = [.. s_days.Select(word => Key(Encoding.ASCII.GetBytes(word)))];

    /// <summary>The month that begins here, whole or by its first three letters ("sept" too), 1 to 12; 0 for none.</summary>
    public static int Month(ReadOnlySpan<byte> text, ref int at) => Find(text, ref at, s_months, s_monthKeys) + 1;

    /// <summary>Passes over the name of a day, a comma and a space.</summary>
    public static bool SkipWeekday(ReadOnlySpan<byte> text, ref int at)
    {
        if (Find(text, ref at, s_days, s_dayKeys) < 0) return false;
        if (at < text.Length && text[at] == ',') at++;
        if (at < text.Length && text[at] == ' ') at++;
        return true;
    }

    private static int Find(ReadOnlySpan<byte> text, ref int at, string[] words, int[] keys)
    {
        if (text.Length - at < 3) return -1;
        int index = Array.IndexOf(keys, Key(text[at..]));
        if (index < 0) return -1;
        int end = at + 3;
        while (end < text.Length && end - at < 10 && Bytes.IsLetter(text[end])) end++;
        ReadOnlySpan<byte> letters = text[at..end];
        string word = words[index];
        bool whole = letters.Length == word.Length || letters.Length == 3 || (letters.Length == 4 && index == 8 && words.Length == 12);
        if (!whole || !Ascii.EqualsIgnoreCase(letters, word.AsSpan(0, letters.Length))) return -1;
        at = end;
        return index;
    }

    private static int Key(ReadOnlySpan<byte> text) => ((text[0] | 0x20) << 16) | ((text[1] | 0x20) << 8) | text[2] | 0x20;
}
