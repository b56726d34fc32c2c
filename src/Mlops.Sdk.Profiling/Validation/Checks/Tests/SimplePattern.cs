using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>A regular expression that is no more than runs of ASCII characters one after the other, such as <c>[A-Z]{2}-[0-9]+</c>, or a choice of such: tried on the bytes, without a machine. Gives what the expression gives.</summary>
internal sealed class SimplePattern
{
    private const int MostRuns = 64;
    private readonly Run[][] _choices;

    private SimplePattern(Run[][] choices) => _choices = choices;

    /// <summary>The pattern, or null when it is more than that, or when it would take trying to find where a run ends.</summary>
    public static SimplePattern? Parse(string pattern)
    {
        var choices = new List<Run[]>();
        foreach (string choice in pattern.Split('|'))
        {
            if (ParseChoice(choice) is not { } runs || !IsDeterministic(runs)) return null;
            choices.Add(runs);
        }

        return new SimplePattern([.. choices]);
    }

    public bool Matches(ReadOnlySpan<byte> utf8)
    {
        foreach (Run[] runs in _choices)
            if (Matches(runs, utf8)) return true;
        return false;
    }

    private static bool Matches(Run[] runs, ReadOnlySpan<byte> text)
    {
        int at = 0;
        foreach (Run run in runs)
        {
            int start = at, end = run.Most >= text.Length - at ? text.Length : at + run.Most;
            bool[] allowed = run.Allowed;
            while (at < end && allowed[text[at]]) at++;
            if (at - start < run.Least) return false;
        }

        return at == text.Length;
    }

    // A run of open length takes all that it can: right only when what follows begins with something else.
    private static bool IsDeterministic(Run[] runs)
    {
        for (int i = 0; i < runs.Length; i++)
        {
            if (runs[i].Least == runs[i].Most) continue;
            for (int next = i + 1; next < runs.Length; next++)
            {
                if (runs[i].Allowed.Zip(runs[next].Allowed).Any(pair => pair.First && pair.Second)) return false;
                if (runs[next].Least > 0) break;
            }
        }

        return true;
    }

    private static Run[]? ParseChoice(string pattern)
    {
        var runs = ImmutableArray.CreateBuilder<Run>();
        for (int at = 0; at < pattern.Length;)
        {
            if (runs.Count == MostRuns || ParseCharacters(pattern, ref at) is not { } allowed || ParseCount(pattern, ref at) is not var (least, most)) return null;
            runs.Add(new Run(allowed, least, most));
        }

        return [.. runs];
    }

    private static bool[]? ParseCharacters(string pattern, ref int at)
    {
        var allowed = new bool[256];
        if (pattern[at] == '[') return ParseClass(pattern, ref at, allowed);
        if (!Literal(pattern, ref at, @".^$*+?()[]{}|#", out char letter)) return null;
        allowed[letter] = true;
        return allowed;
    }

    private static bool[]? ParseClass(string pattern, ref int at, bool[] allowed)
    {
        for (at++; at < pattern.Length && pattern[at] != ']';)
        {
            if (!Literal(pattern, ref at, "[]^-&", out char first)) return null;
            char last = first;
            if (at + 1 < pattern.Length && pattern[at] == '-')
            {
                at++;
                if (!Literal(pattern, ref at, "[]^-&", out last) || last < first) return null;
            }

            for (int letter = first; letter <= last; letter++) allowed[letter] = true;
        }

        return at++ < pattern.Length && allowed.Contains(true) ? allowed : null;
    }

    // One ASCII character as it stands, or a punctuation mark behind a backslash. White space may mean nothing to an expression, and letters behind a backslash mean classes.
    private static bool Literal(string pattern, ref int at, string special, out char letter)
    {
        letter = '\0';
        if (at >= pattern.Length) return false;
        letter = pattern[at++];
        if (letter != '\\') return letter is >= ' ' and <= '~' && !special.Contains(letter, StringComparison.Ordinal);
        if (at >= pattern.Length) return false;
        letter = pattern[at++];
        return letter is > ' ' and <= '~' && !char.IsAsciiLetterOrDigit(letter) && letter != '_';
    }

    private static (int Least, int Most)? ParseCount(string pattern, ref int at)
    {
        if (at == pattern.Length || pattern[at] is not ('+' or '*' or '?' or '{')) return (1, 1);
        (int, int)? count = pattern[at++] switch { '+' => (1, int.MaxValue), '*' => (0, int.MaxValue), '?' => (0, 1), _ => ParseBraces(pattern, ref at) };
        // Lazy and possessive forms mean something else.
        return at < pattern.Length && pattern[at] is ('+' or '*' or '?' or '{') ? null : count;
    }

    private static (int Least, int Most)? ParseBraces(string pattern, ref int at)
    {
        int end = pattern.IndexOf('}', at);
        if (end < 0) return null;
        string[] limits = pattern[at..end].Split(',');
        at = end + 1;
        if (!int.TryParse(limits[0], NumberStyles.None, CultureInfo.InvariantCulture, out int least)) return null;
        if (limits.Length == 1) return (least, least);
        if (limits is [_, ""]) return (least, int.MaxValue);
        return limits.Length == 2 && int.TryParse(limits[1], NumberStyles.None, CultureInfo.InvariantCulture, out int most) && most >= least ? (least, most) : null;
    }

    private sealed record Run(bool[] Allowed, int Least, int Most);
}
