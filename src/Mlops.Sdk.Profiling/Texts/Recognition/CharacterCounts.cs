using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>The characters of one text by class, its code points and its words.</summary>
internal struct CharacterCounts
{
    public const int Classes = 19;

    private static readonly byte[] s_ascii = [.. Enumerable.Range(0, 128).Select(one => (byte)(CharacterPages.Of(one) & ((1 << CharacterPages.ClassBits) - 1)))];

    public Counts Of;
    public int CodePoints;
    public int Words;

    /// <summary>Whether UTF-8 was read as Latin-1 and written as UTF-8 again (Ã¼ for ü).</summary>
    public bool IsDoubleEncoded;

    /// <summary>The words of a text of at most 64 bytes of ASCII.</summary>
    public static int WordsOf(in TextShape shape)
    {
        ulong words = shape.All & ~shape.Spaces;
        return BitOperations.PopCount(words & ~(words << 1));
    }

    /// <summary>Any text.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        bool space = true;
        for (int at = 0; at < text.Length;)
        {
            var shape = new TextShape(text[at..], text.Length - at);
            if (shape.High == 0)
            {
                AddWindow(shape, ref space);
                at += TextShape.Window;
                continue;
            }

            // As far as the last character that is not ASCII in this window.
            int end = at + TextShape.Window - BitOperations.LeadingZeroCount(shape.High);
            while (at < end) at += AddCharacter(text, at, ref space);
        }
    }

    private void AddWindow(in TextShape shape, ref bool space)
    {
        Of[(int)CharacterClass.Latin] += BitOperations.PopCount(shape.Letters);
        Of[(int)CharacterClass.Digit] += BitOperations.PopCount(shape.Digits);
        Of[(int)CharacterClass.Space] += BitOperations.PopCount(shape.Spaces);
        Of[(int)CharacterClass.Sign] += BitOperations.PopCount(shape.Signs);
        Of[(int)CharacterClass.Control] += BitOperations.PopCount(shape.Controls);
        int length = BitOperations.PopCount(shape.All);
        CodePoints += length;
        ulong words = shape.All & ~shape.Spaces;
        Words += BitOperations.PopCount(words & ~((words << 1) | (space ? 0UL : 1UL)));
        space = (shape.Spaces >> (length - 1) & 1) != 0;
    }

    private int AddCharacter(ReadOnlySpan<byte> text, int at, ref bool space)
    {
        int used = 1, kind = text[at];
        if (kind < 0x80)
        {
            kind = s_ascii[kind];
        }
        else
        {
            int one = CharacterPages.Next(text, at, out used);
            kind = one < 0 ? (int)CharacterClass.Invalid : CharacterPages.Of(one) & ((1 << CharacterPages.ClassBits) - 1);
            if (one is 0xC2 or 0xC3 && at + 3 < text.Length && text[at + 2] == 0xC2 && text[at + 3] >= 0x80) IsDoubleEncoded = true;
        }

        Of[kind]++;
        CodePoints++;
        bool blank = kind == (int)CharacterClass.Space;
        if (space && !blank) Words++;
        space = blank;
        return used;
    }

    [InlineArray(Classes)]
    public struct Counts
    {
        private int _first;
    }
}
