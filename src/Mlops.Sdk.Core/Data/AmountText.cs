using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Numbers as people write them: with groups of thousands, currencies and percent signs.</summary>
internal static class AmountText
{
    private const int Longest = 64;

    /// <summary>The number, or null for a text that is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mark">The decimal mark, a point or a comma; the other one groups.</param>
    public static double? Parse(string text, char mark)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.Length is 0 or > Longest) return null;
        bool negative = false, signed = false;
        if (rest[0] == '(' && rest[^1] == ')')
        {
            (negative, signed) = (true, true);
            rest = rest[1..^1].Trim();
        }

        bool money = false, percent = false;
        while (!rest.IsEmpty)
        {
            if (IsSign(rest[0], ref negative, ref signed)) rest = rest[1..].TrimStart();
            else if (!money && Currency(rest, fromEnd: false) is > 0 and var before) rest = Without(rest[before..], ref money);
            else break;
        }

        while (!rest.IsEmpty)
        {
            if (!percent && !money && rest[^1] == '%') rest = Without(rest[..^1], ref percent);
            else if (IsSign(rest[^1], ref negative, ref signed)) rest = rest[..^1].TrimEnd();
            else if (!money && !percent && Currency(rest, fromEnd: true) is > 0 and var after) rest = Without(rest[..^after], ref money);
            else break;
        }

        return Digits(rest, mark) is { } number ? (negative ? -number : number) / (percent ? 100 : 1) : null;
    }

    private static ReadOnlySpan<char> Without(ReadOnlySpan<char> rest, scoped ref bool seen)
    {
        seen = true;
        return rest.Trim();
    }

    // One sign at most, so that --5 and (-5) are no numbers.
    private static bool IsSign(char character, ref bool negative, ref bool signed)
    {
        if (signed || character is not ('-' or '\u2212' or '+')) return false;
        (signed, negative) = (true, character != '+');
        return true;
    }

    // A currency sign or a code of three capitals; 0 for neither.
    private static int Currency(ReadOnlySpan<char> text, bool fromEnd)
    {
        if (char.GetUnicodeCategory(fromEnd ? text[^1] : text[0]) == UnicodeCategory.CurrencySymbol) return 1;
        if (text.Length < 4) return 0;
        ReadOnlySpan<char> code = fromEnd ? text[^3..] : text[..3];
        return code.ContainsAnyExceptInRange('A', 'Z') || char.IsLetter(fromEnd ? text[^4] : text[3]) ? 0 : 3;
    }

    private static double? Digits(ReadOnlySpan<char> text, char mark)
    {
        Span<char> plain = stackalloc char[Longest + 1];
        int exponent = text.IndexOfAny('e', 'E'), end = exponent < 0 ? text.Length : exponent, point = text[..end].IndexOf(mark), whole = point < 0 ? end : point, length = 0;
        if (Ungroup(text[..whole], mark, plain) is not { } digits) return null;
        length = digits;
        if (point >= 0)
        {
            ReadOnlySpan<char> fraction = text[(point + 1)..end];
            if (fraction.ContainsAnyExceptInRange('0', '9') || (fraction.IsEmpty && digits == 0)) return null;
            plain[length++] = '.';
            fraction.CopyTo(plain[length..]);
            length += fraction.Length;
        }
        else if (digits == 0)
        {
            return null;
        }

        if (exponent >= 0)
        {
            text[exponent..].CopyTo(plain[length..]);
            length += text.Length - exponent;
        }

        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(plain[..length], Style, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
    }

    // The digits without their separators, or null where groups are not of three; the Indian way has groups of two above the last.
    private static int? Ungroup(ReadOnlySpan<char> text, char mark, Span<char> plain)
    {
        int separator = text.IndexOfAnyExceptInRange('0', '9'), length = 0;
        if (separator < 0)
        {
            text.CopyTo(plain);
            return text.Length;
        }

        char between = text[separator];
        if (between == mark || between is not (',' or '.' or ' ' or '\'' or '\u2019' or '\u00A0' or '\u202F' or '\u2009')) return null;
        bool pairs = between == ',';
        for (bool first = true; ; first = false)
        {
            int next = text.IndexOf(between);
            ReadOnlySpan<char> group = next < 0 ? text : text[..next];
            if (group.ContainsAnyExceptInRange('0', '9')) return null;
            bool fits = first ? group.Length is 1 or 2 or 3 : next < 0 ? group.Length == 3 : group.Length == 3 || (pairs && group.Length == 2);
            if (!fits) return null;
            if (!first && next >= 0 && group.Length == 3) pairs = false;
            group.CopyTo(plain[length..]);
            length += group.Length;
            if (next < 0) return length;
            text = text[(next + 1)..];
        }
    }
}
