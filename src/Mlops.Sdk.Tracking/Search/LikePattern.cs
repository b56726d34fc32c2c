namespace Mlops.Sdk.Extensibility;

/// <summary>Patterns in which <c>%</c> stands for any characters and <c>_</c> for one. Stores share it, so that each finds the same.</summary>
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
            else if (p < pattern.Length && (pattern[p] == '_' || Same(pattern[p], text[t], ignoreCase)))
            {
                p++;
                t++;
            }
            else if (anyAt >= 0)
            {
                p = anyAt + 1;
                t = ++resume;
            }
            else return false;
        }

        while (p < pattern.Length && pattern[p] == '%') p++;
        return p == pattern.Length;
    }

    private static bool Same(char x, char y, bool ignoreCase) => x == y || (ignoreCase && char.ToUpperInvariant(x) == char.ToUpperInvariant(y));
}
