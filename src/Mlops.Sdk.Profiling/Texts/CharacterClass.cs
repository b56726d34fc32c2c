namespace Mlops.Sdk;

/// <summary>What the characters of texts are.</summary>
public enum CharacterClass
{
    /// <summary>Letters of the Latin script.</summary>
    Latin = 0,

    /// <summary>Letters of the Greek script.</summary>
    Greek = 1,

    /// <summary>Letters of the Cyrillic script.</summary>
    Cyrillic = 2,

    /// <summary>Letters of the Hebrew script.</summary>
    Hebrew = 3,

    /// <summary>Letters of the Arabic script.</summary>
    Arabic = 4,

    /// <summary>Letters of the scripts of India and its neighbours.</summary>
    Indic = 5,

    /// <summary>Letters of Thai, Lao, Burmese and Khmer.</summary>
    SoutheastAsian = 6,

    /// <summary>Chinese characters.</summary>
    Han = 7,

    /// <summary>Japanese hiragana and katakana.</summary>
    Kana = 8,

    /// <summary>Korean letters.</summary>
    Hangul = 9,

    /// <summary>Letters of other scripts.</summary>
    OtherLetter = 10,

    /// <summary>Decimal digits of any script.</summary>
    Digit = 11,

    /// <summary>Spaces, tabulators and line ends.</summary>
    Space = 12,

    /// <summary>Punctuation and symbols.</summary>
    Sign = 13,

    /// <summary>Pictures.</summary>
    Emoji = 14,

    /// <summary>Control and format characters other than line ends, tabulators, and the joiners and marks of direction that scripts and emoji are written with.</summary>
    Control = 15,

    /// <summary>U+FFFD, which stands where a character was lost.</summary>
    Replacement = 16,

    /// <summary>Bytes that are not UTF-8.</summary>
    Invalid = 17,

    /// <summary>Numerals other than digits, marks, joiners, characters that are not assigned.</summary>
    Other = 18,
}
