namespace Mlops.Sdk;

/// <summary>Finds what looks like a SHA-256 in a text: 64 lower-case hexadecimal digits that stand alone.</summary>
internal static class HashText
{
    private const int Length = 64;

    public static List<string> Find(string? text)
    {
        List<string> found = [];
        int start = 0;
        for (int at = 0; at <= (text?.Length ?? 0); at++)
        {
            if (text is not null && at < text.Length && char.IsAsciiHexDigitLower(text[at])) continue;
            if (at - start == Length) found.Add(text!.Substring(start, Length));
            start = at + 1;
        }

        return found;
    }
}
