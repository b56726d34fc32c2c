using System.Text;
using CsCheck;

namespace Mlops.Sdk.Profiling.Tests.Texts;

/// <summary>The vectorised scans against loops over bytes and characters.</summary>
public sealed class TextShapeTests
{
    private static readonly Gen<byte[]> s_bytes = Gen.OneOf(Gen.Byte.Array[0, 150], Gen.Byte[9, 126].Array[0, 150], Gen.String[0, 60].Select(Encoding.UTF8.GetBytes), Gen.Char["aA9 .\t-ü漢\u00A0Ж"].Array[0, 80].Select(characters => Encoding.UTF8.GetBytes(characters)));

    [Fact]
    public void Shape_AnyBytes_HasTheBitOfEveryByte() => Gen.Select(s_bytes, Gen.Int[0, 70]).Sample((bytes, after) =>
    {
        var padded = new byte[bytes.Length + after];
        bytes.CopyTo(padded, 0);
        Array.Fill(padded, (byte)'9', bytes.Length, after);
        var shape = new TextShape(padded, bytes.Length);
        ulong signSet = 0;
        var expected = new ulong[9];
        for (int i = 0; i < Math.Min(bytes.Length, TextShape.Window); i++)
        {
            byte one = bytes[i];
            (bool digit, bool upper, bool lower, bool space, bool high) = (char.IsAsciiDigit((char)one), char.IsAsciiLetterUpper((char)one), char.IsAsciiLetterLower((char)one), one is 32 or (>= 9 and <= 13), one >= 128);
            bool control = (one < 32 || one == 127) && !space, sign = !(digit || upper || lower || space || high || control);
            ReadOnlySpan<bool> classes = [true, digit, upper, lower, space, control, high, char.IsAsciiHexDigit((char)one), sign];
            for (int at = 0; at < classes.Length; at++) expected[at] |= classes[at] ? 1UL << i : 0;
            if (sign) signSet |= 1UL << (one & 63);
        }

        Assert.Equal(signSet, shape.SignSet);
        Assert.Equal(expected, (ulong[])[shape.All, shape.Digits, shape.Uppers, shape.Lowers, shape.Spaces, shape.Controls, shape.High, shape.Hex, shape.Signs]);
    }, iter: 3000);

    [Fact]
    public void Mask_AnyText_SpellsItsClasses() => s_bytes.Sample(bytes =>
    {
        Span<byte> mask = stackalloc byte[TextMask.Most];
        int length = TextMask.Write(bytes, TextShape.Of(bytes), mask);
        var spelt = new StringBuilder();
        for (int run = 0; run < length; run += 2) spelt.Append((char)mask[run], mask[run + 1]);
        var expected = new StringBuilder();
        foreach (Rune rune in Encoding.UTF8.GetString(Bytes.Head(bytes, 64)).EnumerateRunes())
            expected.Append(Rune.IsUpper(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.TitlecaseLetter ? 'A' : Rune.GetUnicodeCategory(rune) <= System.Globalization.UnicodeCategory.SpacingCombiningMark ? 'a'
                : Rune.IsDigit(rune) ? '9' : Rune.IsWhiteSpace(rune) ? ' ' : rune.Value is >= 32 and < 127 ? (char)rune.Value : (char)TextMask.Other);
        if (bytes.Length > 64) expected.Append((char)TextMask.More);
        Assert.Equal(expected.ToString(), spelt.ToString());
    }, iter: 2000);

    [Fact]
    public void Characters_AnyText_AreCountedOnce() => s_bytes.Sample(bytes =>
    {
        var counts = new CharacterCounts();
        counts.Add(bytes);
        int codePoints = 0, invalid = 0, latin = 0, words = 0;
        bool space = true;
        ReadOnlySpan<byte> left = bytes;
        while (!left.IsEmpty)
        {
            bool valid = Rune.DecodeFromUtf8(left, out Rune rune, out int used) == System.Buffers.OperationStatus.Done;
            left = left[used..];
            codePoints++;
            invalid += valid ? 0 : 1;
            latin += valid && (rune.IsAscii ? Rune.IsLetter(rune) : Rune.IsLetter(rune) && rune.Value < 0x250) ? 1 : 0;
            bool blank = valid && Rune.IsWhiteSpace(rune);
            words += space && !blank ? 1 : 0;
            space = blank;
        }

        Assert.Equal((codePoints, words, invalid), (counts.CodePoints, counts.Words, counts.Of[(int)CharacterClass.Invalid]));
        Assert.True(counts.Of[(int)CharacterClass.Latin] >= latin);
        int all = 0;
        for (int one = 0; one < CharacterCounts.Classes; one++) all += counts.Of[one];
        Assert.Equal(codePoints, all);
    }, iter: 2000);

    [Fact]
    public void Fold_AnyText_LosesCapitalsAndSpacesOnly() => Gen.Char["aAbBİıßΣ ÜüЖж\u00A0\t漢9-"].Array[0, 40].Select(characters => new string(characters)).Sample(text =>
    {
        string expected = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        Assert.Equal(expected.Length == 0 ? null : expected, FoldedText.Fold(text));
    });

    [Fact]
    public void Words_OfScripts_AreTold()
    {
        foreach ((string text, CharacterClass script) in ((string, CharacterClass)[])[("Straße", CharacterClass.Latin), ("Москва", CharacterClass.Cyrillic), ("Ελλάδα", CharacterClass.Greek), ("東京", CharacterClass.Han), ("ひらカナ", CharacterClass.Kana), ("서울", CharacterClass.Hangul), ("مرحبا", CharacterClass.Arabic), ("שלום", CharacterClass.Hebrew), ("नमत", CharacterClass.Indic), ("กขค", CharacterClass.SoutheastAsian), ("١٢٣", CharacterClass.Digit), ("😀🎉", CharacterClass.Emoji), ("\u0001\u0002", CharacterClass.Control), ("\uFFFD", CharacterClass.Replacement), ("€→", CharacterClass.Sign)])
        {
            var counts = new CharacterCounts();
            counts.Add(Encoding.UTF8.GetBytes(text));
            Assert.Equal(counts.CodePoints, counts.Of[(int)script]);
        }
    }
}
