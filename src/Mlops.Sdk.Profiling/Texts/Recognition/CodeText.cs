namespace Mlops.Sdk;

/// <summary>Codes of countries, currencies, languages and states of the USA.</summary>
internal static class CodeText
{
    private const byte Country = 1, Language = 2, State = 4, Currency = 8;

    private static readonly byte[] s_pairs = Table(26 * 26, (CodeLists.CountryAlpha2, Country), (CodeLists.Language, Language), (CodeLists.UsState, State));
    private static readonly byte[] s_triples = Table(26 * 26 * 26, (CodeLists.CountryAlpha3, Country), (CodeLists.Currency, Currency));

    /// <summary>What two or three letters are; languages only in small letters, the others in one case.</summary>
    public static ulong Of(ReadOnlySpan<byte> text)
    {
        bool small = Bytes.IsLower(text[0]);
        foreach (byte one in text)
            if (!Bytes.IsLetter(one) || Bytes.IsLower(one) != small) return 0;
        if (text.Length == 2)
        {
            byte pair = s_pairs[Index(text)];
            return ((pair & Country) != 0 ? TextKinds.Bit(SemanticType.CountryAlpha2) : 0) | ((pair & State) != 0 ? TextKinds.Bit(SemanticType.UsState) : 0)
                | (small && (pair & Language) != 0 ? TextKinds.Bit(SemanticType.Language) : 0);
        }

        byte triple = s_triples[Index(text)];
        return ((triple & Country) != 0 ? TextKinds.Bit(SemanticType.CountryAlpha3) : 0) | ((triple & Currency) != 0 ? TextKinds.Bit(SemanticType.Currency) : 0);
    }

    /// <summary>A language with a script or a region: <c>en-US</c>, <c>zh_Hans</c>, <c>zh-Hans-CN</c>.</summary>
    public static bool IsLanguageTag(ReadOnlySpan<byte> text)
    {
        if (text.Length is not (5 or 7 or 10) || !IsLanguage(text[..2]) || text[2] is not ((byte)'-' or (byte)'_')) return false;
        ReadOnlySpan<byte> rest = text[3..];
        if (rest.Length >= 4)
        {
            if (!Bytes.IsUpper(rest[0]) || !Bytes.IsLower(rest[1]) || !Bytes.IsLower(rest[2]) || !Bytes.IsLower(rest[3])) return false;
            if (rest.Length == 4) return true;
            if (rest[4] != text[2]) return false;
            rest = rest[5..];
        }

        return rest.Length == 2 && Bytes.IsUpper(rest[0]) && Bytes.IsUpper(rest[1]) && (s_pairs[Index(rest)] & Country) != 0;
    }

    public static bool IsCurrency(ReadOnlySpan<byte> text) =>
        text.Length == 3 && Bytes.IsUpper(text[0]) && Bytes.IsUpper(text[1]) && Bytes.IsUpper(text[2]) && (s_triples[Index(text)] & Currency) != 0;

    private static bool IsLanguage(ReadOnlySpan<byte> text) => Bytes.IsLower(text[0]) && Bytes.IsLower(text[1]) && (s_pairs[Index(text)] & Language) != 0;

    private static int Index(ReadOnlySpan<byte> letters)
    {
        int index = 0;
        foreach (byte letter in letters) index = (index * 26) + ((letter | 0x20) - 'a');
        return index;
    }

    private static byte[] Table(int size, params ReadOnlySpan<(string Codes, byte Flag)> lists)
    {
        var table = new byte[size];
        foreach ((string codes, byte flag) in lists)
            foreach (string code in codes.Split(' ')) table[Index(System.Text.Encoding.ASCII.GetBytes(code))] |= flag;
        return table;
    }
}
