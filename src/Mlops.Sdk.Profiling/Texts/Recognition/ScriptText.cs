namespace Mlops.Sdk;

/// <summary>The scripts of letters, by the blocks of Unicode.</summary>
internal static class ScriptText
{
    private static readonly (int Last, CharacterClass Script)[] s_blocks =
    [
        (0x02AF, CharacterClass.Latin), (0x036F, CharacterClass.Latin), (0x03FF, CharacterClass.Greek), (0x052F, CharacterClass.Cyrillic), (0x058F, CharacterClass.OtherLetter), (0x05FF, CharacterClass.Hebrew),
        (0x08FF, CharacterClass.Arabic), (0x0DFF, CharacterClass.Indic), (0x0EFF, CharacterClass.SoutheastAsian), (0x0FFF, CharacterClass.Indic), (0x109F, CharacterClass.SoutheastAsian), (0x10FF, CharacterClass.OtherLetter),
        (0x11FF, CharacterClass.Hangul), (0x177F, CharacterClass.OtherLetter), (0x17FF, CharacterClass.SoutheastAsian), (0x1BFF, CharacterClass.OtherLetter), (0x1C7F, CharacterClass.OtherLetter), (0x1C8F, CharacterClass.Cyrillic),
        (0x1CFF, CharacterClass.OtherLetter), (0x1DBF, CharacterClass.Latin), (0x1EFF, CharacterClass.Latin), (0x1FFF, CharacterClass.Greek), (0x20FF, CharacterClass.OtherLetter), (0x218F, CharacterClass.Latin),
        (0x2C5F, CharacterClass.OtherLetter), (0x2C7F, CharacterClass.Latin), (0x2DDF, CharacterClass.OtherLetter), (0x2DFF, CharacterClass.Cyrillic), (0x2E7F, CharacterClass.OtherLetter), (0x303F, CharacterClass.Han),
        (0x30FF, CharacterClass.Kana), (0x312F, CharacterClass.Han), (0x318F, CharacterClass.Hangul), (0x31EF, CharacterClass.Han), (0x31FF, CharacterClass.Kana), (0x9FFF, CharacterClass.Han), (0xA63F, CharacterClass.OtherLetter),
        (0xA69F, CharacterClass.Cyrillic), (0xA71F, CharacterClass.OtherLetter), (0xA7FF, CharacterClass.Latin), (0xA95F, CharacterClass.OtherLetter), (0xA97F, CharacterClass.Hangul), (0xA9DF, CharacterClass.OtherLetter),
        (0xAA7F, CharacterClass.SoutheastAsian), (0xAB2F, CharacterClass.OtherLetter), (0xAB6F, CharacterClass.Latin), (0xABFF, CharacterClass.OtherLetter), (0xD7FF, CharacterClass.Hangul), (0xF8FF, CharacterClass.OtherLetter),
        (0xFAFF, CharacterClass.Han), (0xFB06, CharacterClass.Latin), (0xFB1C, CharacterClass.OtherLetter), (0xFB4F, CharacterClass.Hebrew), (0xFDFF, CharacterClass.Arabic), (0xFE6F, CharacterClass.OtherLetter), (0xFEFF, CharacterClass.Arabic),
        (0xFF5A, CharacterClass.Latin), (0xFF9F, CharacterClass.Kana), (0xFFDC, CharacterClass.Hangul), (0x1FFFF, CharacterClass.OtherLetter), (0x3FFFF, CharacterClass.Han), (0x10FFFF, CharacterClass.OtherLetter),
    ];

    public static CharacterClass Of(int codePoint)
    {
        int low = 0, high = s_blocks.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (s_blocks[middle].Last < codePoint) low = middle + 1;
            else high = middle;
        }

        return s_blocks[low].Script;
    }
}
