using System.Text.RegularExpressions;

namespace Mlops.Sdk;

/// <summary>A regular expression that a text matches as a whole, in time proportional to the text.</summary>
internal sealed class SafeRegex
{
    private const int MostCharacters = 10_000;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);

    private readonly Regex _regex;

    private SafeRegex(string pattern, bool ignoreCase) => _regex = new Regex(
        $@"\A(?:{pattern})\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None),
        s_timeout);

    /// <summary>A pattern that was checked when the rule was made.</summary>
    public static SafeRegex Of(string pattern, bool ignoreCase) => new(pattern, ignoreCase);

    /// <summary>The pattern, when it can be used.</summary>
    /// <exception cref="ArgumentException">It is too long, not valid or needs backtracking.</exception>
    public static string Checked(string pattern, bool ignoreCase)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length > MostCharacters) throw new ArgumentException($"The pattern has {pattern.Length} characters, above {MostCharacters}. Split it into several rules.", nameof(pattern));
        try
        {
            // Alone first: an unbalanced parenthesis must not pair with the ones around it.
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, s_timeout);
            _ = new SafeRegex(pattern, ignoreCase);
            return pattern;
        }
        catch (NotSupportedException error)
        {
            throw new ArgumentException($"The pattern '{Short(pattern)}' cannot be run without backtracking: {error.Message} Write it without look-around and back-references; Rule.DoesNotMatch and Rule.When stand in for most.", nameof(pattern), error);
        }
        catch (RegexParseException error)
        {
            throw new ArgumentException($"The pattern '{Short(pattern)}' is no regular expression: {error.Message}", nameof(pattern), error);
        }
    }

    /// <summary>Whether a text matches.</summary>
    /// <param name="text">The text.</param>
    /// <param name="otherwise">The answer when it takes too long.</param>
    public bool Matches(ReadOnlySpan<char> text, bool otherwise)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return otherwise;
        }
    }

    private static string Short(string pattern) => pattern.Length > 80 ? pattern[..80] + "..." : pattern;
}
