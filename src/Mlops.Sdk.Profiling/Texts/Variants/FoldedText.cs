using System.Text;

namespace Mlops.Sdk;

/// <summary>A text without what people do not mean when they write it: small letters, no space at the ends, one space within.</summary>
internal static class FoldedText
{
    /// <summary>Longer texts are not followed.</summary>
    public const int Longest = 128;

    /// <summary>Bytes that a folded text may take.</summary>
    public const int Most = Longest * 3;

    /// <summary>Folds a text of at most 128 bytes that has no ASCII space at its ends; gives the length in bytes.</summary>
    public static int Fold(ReadOnlySpan<byte> text, in TextShape shape, Span<byte> folded)
    {
        if (IsPlain(text, shape))
        {
            Ascii.ToLower(text, folded, out int written);
            return written;
        }

        int length = 0;
        bool space = false;
        for (int at = 0; at < text.Length;)
        {
            int one = text[at], used = 1;
            bool ascii = one < 0x80;
            if (!ascii) one = CharacterPages.Next(text, at, out used);
            if (ascii ? Bytes.IsSpace((byte)one) : one >= 0 && CharacterPages.Of(one) >> CharacterPages.ClassBits == CharacterPages.SpaceInMask)
            {
                space = length > 0;
                at += used;
                continue;
            }

            if (space) folded[length++] = (byte)' ';
            space = false;
            if (ascii) folded[length++] = (byte)(Bytes.IsUpper((byte)one) ? one | 0x20 : one);
            else length += Write(one < 0 ? -1 : CharacterPages.Lower(one), text.Slice(at, used), folded[length..]);
            at += used;
        }

        return length;
    }

    private static int Write(int codePoint, ReadOnlySpan<byte> raw, Span<byte> folded)
    {
        if (codePoint is >= 0 and < 0x80)
        {
            folded[0] = (byte)codePoint;
            return 1;
        }

        if (codePoint is >= 0x80 and < 0x800)
        {
            folded[0] = (byte)(0xC0 | (codePoint >> 6));
            folded[1] = (byte)(0x80 | (codePoint & 0x3F));
            return 2;
        }

        if (codePoint >= 0) return new Rune(codePoint).EncodeToUtf8(folded);
        raw.CopyTo(folded);
        return raw.Length;
    }

    /// <summary>Whether nothing but capitals is to be folded: ASCII, and single spaces.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text, in TextShape shape) =>
        text.Length <= TextShape.Window && shape.High == 0 && (shape.Spaces == 0 || ((shape.Spaces & (shape.Spaces << 1)) == 0 && !text.ContainsAnyInRange((byte)9, (byte)13)));

    /// <summary>Folds a string; null when it is empty, blank or longer than 128 bytes.</summary>
    public static string? Fold(string text)
    {
        if (text.Length > Longest) return null;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        ReadOnlySpan<byte> trimmed = Bytes.Trim(bytes);
        if (trimmed.IsEmpty || bytes.Length > Longest) return null;
        Span<byte> folded = stackalloc byte[Most];
        int length = Fold(trimmed, TextShape.Of(trimmed), folded);
        return length == 0 ? null : Encoding.UTF8.GetString(folded[..length]);
    }
}
