using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

/// <summary>What every character of the basic plane is, by pages of 256 that are filled when first asked for: its class, its class in masks, its small letter.</summary>
internal static class CharacterPages
{
    /// <summary>Bits of a class; the three above them say what it is in a mask.</summary>
    public const int ClassBits = 5;

    /// <summary>The number of spaces in masks.</summary>
    public const int SpaceInMask = 3;

    private static readonly Page?[] s_pages = new Page?[256];

    /// <summary>The classes in a mask by their number.</summary>
    public static ReadOnlySpan<byte> MaskClasses => [(byte)'A', (byte)'a', (byte)'9', (byte)' ', TextMask.Other];

    /// <summary>The class of a character, and the number of its class in masks above it.</summary>
    public static int Of(int codePoint) => codePoint < 0x10000 ? PageOf(codePoint).Classes[codePoint & 255] : Compute(new Rune(codePoint));

    /// <summary>The small letter, by the invariant culture; the character itself when it has none.</summary>
    public static int Lower(int codePoint) => codePoint < 0x10000 ? PageOf(codePoint).Lower[codePoint & 255] : Rune.ToLowerInvariant(new Rune(codePoint)).Value;

    /// <summary>The character beyond ASCII at a place, and its bytes; -1 where they are not UTF-8.</summary>
    public static int Next(ReadOnlySpan<byte> text, int at, out int used)
    {
        byte one = text[at];
        if (one is >= 0xC2 and <= 0xDF && at + 1 < text.Length && (text[at + 1] & 0xC0) == 0x80)
        {
            used = 2;
            return ((one & 0x1F) << 6) | (text[at + 1] & 0x3F);
        }

        if (one is >= 0xE1 and <= 0xEC && at + 2 < text.Length && (text[at + 1] & 0xC0) == 0x80 && (text[at + 2] & 0xC0) == 0x80)
        {
            used = 3;
            return ((one & 0x0F) << 12) | ((text[at + 1] & 0x3F) << 6) | (text[at + 2] & 0x3F);
        }

        return Rune.DecodeFromUtf8(text[at..], out Rune rune, out used) == System.Buffers.OperationStatus.Done ? rune.Value : -1;
    }

    private static Page PageOf(int codePoint) => Volatile.Read(ref s_pages[codePoint >> 8]) ?? Fill(codePoint >> 8);

    // Two threads that fill the same page write the same.
    private static Page Fill(int number)
    {
        var page = new Page(new byte[256], new ushort[256]);
        for (int i = 0; i < 256; i++)
        {
            int codePoint = (number << 8) | i;
            bool valid = Rune.TryCreate(codePoint, out Rune rune);
            page.Classes[i] = valid ? (byte)Compute(rune) : (byte)CharacterClass.Invalid;
            page.Lower[i] = valid && Rune.ToLowerInvariant(rune).Value is var lower and < 0x10000 ? (ushort)lower : (ushort)codePoint;
        }

        Volatile.Write(ref s_pages[number], page);
        return page;
    }

    private static int Compute(Rune rune)
    {
        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        int mask = category switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => 0,
            <= UnicodeCategory.SpacingCombiningMark => 1,
            UnicodeCategory.DecimalDigitNumber => 2,
            _ => Rune.IsWhiteSpace(rune) ? SpaceInMask : 4,
        };
        return (int)ClassOf(rune, category) | (mask << ClassBits);
    }

    private static CharacterClass ClassOf(Rune rune, UnicodeCategory category) => category switch
    {
        <= UnicodeCategory.OtherLetter => ScriptText.Of(rune.Value),
        <= UnicodeCategory.EnclosingMark => CharacterClass.Other,
        UnicodeCategory.DecimalDigitNumber => CharacterClass.Digit,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => CharacterClass.Space,
        UnicodeCategory.Control => Rune.IsWhiteSpace(rune) ? CharacterClass.Space : CharacterClass.Control,
        UnicodeCategory.Format => IsOfScript(rune.Value) ? CharacterClass.Other : CharacterClass.Control,
        _ when rune.Value == 0xFFFD => CharacterClass.Replacement,
        UnicodeCategory.OtherSymbol when rune.Value is >= 0x1F000 or (>= 0x2600 and <= 0x27BF) => CharacterClass.Emoji,
        UnicodeCategory.ModifierSymbol when rune.Value >= 0x1F000 => CharacterClass.Emoji,
        >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol => CharacterClass.Sign,
        _ => CharacterClass.Other,
    };

    // Joiners, marks of direction and tags that emoji and the scripts of Asia are written with: where they stand nothing is broken.
    private static bool IsOfScript(int codePoint) => codePoint is >= 0x200C and <= 0x200F or 0x061C or (>= 0xE0020 and <= 0xE007F);

    private sealed record Page(byte[] Classes, ushort[] Lower);
}
