using System.Text;

namespace Mlops.Sdk;

/// <summary>Words, numbers and dates that stand for nothing, each in the four cases that it is counted in.</summary>
internal static class NullText
{
    public const int Cases = 4;

    private static readonly string[] s_words =
    [
        "na", "n/a", "n.a.", "#n/a", "<na>", "nan", "null", "(null)", "<null>", "#null!", "nil", "none", "(none)", "-", "--", "---", "?", "??", "???", ".", "..", "...", "*", "_", "\\n", "missing", "(missing)", "unknown",
        "undefined", "not available", "not applicable", "not specified", "unspecified", "no data", "tbd", "#value!", "#ref!", "#div/0!", "#num!", "#name?", "(blank)", "blank", "empty", "(empty)", "n/d", "n/k", "0000-00-00", "0000-00-00 00:00:00",
    ];

    private static readonly string[] s_sentinels = ["999", "9999", "99999", "999999", "-9", "-99", "-999", "-9999", "-99999", "1900-01-01", "1970-01-01", "9999-12-31", "9999-12-31 00:00:00", "1900-01-01 00:00:00", "1970-01-01 00:00:00"];

    private static readonly string[] s_all = [.. s_words, .. s_sentinels];
    private static readonly byte[][] s_bytes = [.. s_all.Select(Encoding.ASCII.GetBytes)];
    private static readonly int[][] s_byFirst = [.. Enumerable.Range(0, 128).Select(first => Enumerable.Range(0, s_all.Length).Where(word => s_all[word][0] == first).ToArray())];
    private static readonly ulong[] s_lengthsByFirst = Lengths();
    private static readonly int s_longest = s_all.Max(word => word.Length);

    /// <summary>The spellings that are the code of Namibia too.</summary>
    public static IReadOnlyList<int> Namibia { get; } = [Find("NA"u8), Find("na"u8)];

    /// <summary>How many counters are needed.</summary>
    public static int Count => s_all.Length * Cases;

    /// <summary>Which spelling it is, or -1.</summary>
    public static int Find(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > s_longest) return -1;
        int first = Bytes.IsLetter(text[0]) ? text[0] | 0x20 : text[0];
        if (first >= 0x80 || (s_lengthsByFirst[first] >> text.Length & 1) == 0) return -1;
        foreach (int word in s_byFirst[first])
            if (Ascii.EqualsIgnoreCase(text, s_bytes[word])) return (word * Cases) + CaseOf(text);
        return -1;
    }

    public static bool IsWord(int index) => index >= 0 && index < s_words.Length * Cases;

    /// <summary>The spelling of a counter. One of mixed case is given in small letters.</summary>
    public static string Spelling(int index) => (index % Cases) switch
    {
        1 => s_all[index / Cases].ToUpperInvariant(),
        2 => Titled(s_all[index / Cases]),
        _ => s_all[index / Cases],
    };

    // 0 small, 1 capitals, 2 the first letter only, 3 another mixture.
    private static int CaseOf(ReadOnlySpan<byte> text)
    {
        int upper = 0, lower = 0, first = 0;
        foreach (byte one in text)
        {
            if (!Bytes.IsLetter(one)) continue;
            if (upper + lower == 0) first = Bytes.IsUpper(one) ? 1 : 0;
            if (Bytes.IsUpper(one)) upper++;
            else lower++;
        }

        return upper == 0 ? 0 : lower == 0 ? 1 : upper == 1 && first == 1 ? 2 : 3;
    }

    private static string Titled(string word)
    {
        int letter = 0;
        while (letter < word.Length && !char.IsAsciiLetter(word[letter])) letter++;
        return letter == word.Length ? word : string.Concat(word.AsSpan(0, letter), char.ToUpperInvariant(word[letter]).ToString(), word.AsSpan(letter + 1));
    }

    private static ulong[] Lengths()
    {
        var lengths = new ulong[128];
        foreach (string word in s_all) lengths[word[0]] |= 1UL << word.Length;
        return lengths;
    }
}
