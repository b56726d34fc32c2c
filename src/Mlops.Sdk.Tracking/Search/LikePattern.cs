using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>Patterns in which <c>%</c> stands for any characters and <c>_</c> for one. A character is a Unicode scalar value, so that one outside the basic plane counts once. Stores share it, so that each finds the same.</summary>
public static class LikePattern
{
    /// <summary>Whether a text is like a pattern. O(text x pattern) at worst, without backtracking beyond the last <c>%</c>.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    /// <param name="ignoreCase">Whether letters are compared by their upper-case form.</param>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase)
    {
        (int p, int t, int anyAt, int resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '%')
            {
                (anyAt, resume) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '_' || Same(pattern[p..], text[t..], ignoreCase)))
            {
                // What is the same has the same length, and '_' is one long.
                p += pattern[p] == '_' ? 1 : LengthAt(pattern, p);
                t += LengthAt(text, t);
            }
            else if (anyAt >= 0)
            {
                p = anyAt + 1;
                t = resume += LengthAt(text, resume);
            }
            else return false;
        }

        while (p < pattern.Length && pattern[p] == '%') p++;
        return p == pattern.Length;
    }

    private static int LengthAt(ReadOnlySpan<char> text, int index) =>
        index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;

    private static bool Same(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase)
    {
        char x = pattern[0], y = text[0];
        if (!char.IsSurrogate(x) && !char.IsSurrogate(y)) return x == y || (ignoreCase && char.ToUpperInvariant(x) == char.ToUpperInvariant(y));
        Rune.DecodeFromUtf16(pattern, out Rune left, out _);
        Rune.DecodeFromUtf16(text, out Rune right, out _);
        return left == right || (ignoreCase && Rune.ToUpperInvariant(left) == Rune.ToUpperInvariant(right));
    }
}
