using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>International bank account numbers (ISO 13616): the length that the country has, and the remainder modulo 97.</summary>
internal static class IbanText
{
    private const string Lengths =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 "
        + "KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

    private static readonly byte[] s_lengths = Table();

    /// <summary>Letters of either case; single spaces may stand after every fourth character.</summary>
    [SkipLocalsInit]
    public static bool Is(ReadOnlySpan<byte> text)
    {
        int length = LengthAt(text);
        if (length == 0 || text.Length > 42) return false;
        Span<byte> characters = stackalloc byte[34];
        int count = 0;
        bool spaced = text.Contains((byte)' ');
        for (int i = 0; i < text.Length; i++)
        {
            if (spaced && i % 5 == 4)
            {
                if (text[i] != ' ') return false;
                continue;
            }

            if (!Bytes.IsAlphanumeric(text[i]) || count == length) return false;
            characters[count++] = text[i];
        }

        return count == length && text[^1] != ' ' && Remainder(characters[..count]) == 1;
    }

    /// <summary>How many characters an IBAN of the country has that a text begins with; 0 where there is none.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text) =>
        text.Length >= 15 && Bytes.IsLetter(text[0]) && Bytes.IsLetter(text[1]) && Bytes.IsDigit(text[2]) && Bytes.IsDigit(text[3]) ? s_lengths[Country(text)] : 0;

    /// <summary>The first four characters moved to the end, letters as 10 to 35, modulo 97.</summary>
    public static int Remainder(ReadOnlySpan<byte> characters)
    {
        int remainder = 0;
        for (int i = 0; i < characters.Length; i++)
        {
            byte one = characters[(i + 4) % characters.Length];
            remainder = Bytes.IsDigit(one) ? ((remainder * 10) + one - '0') % 97 : ((remainder * 100) + (one | 0x20) - 'a' + 10) % 97;
        }

        return remainder;
    }

    private static int Country(ReadOnlySpan<byte> text) => (((text[0] | 0x20) - 'a') * 26) + (text[1] | 0x20) - 'a';

    private static byte[] Table()
    {
        var lengths = new byte[26 * 26];
        foreach (string entry in Lengths.Split(' ')) lengths[Country([(byte)entry[0], (byte)entry[1]])] = byte.Parse(entry.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);
        return lengths;
    }
}
