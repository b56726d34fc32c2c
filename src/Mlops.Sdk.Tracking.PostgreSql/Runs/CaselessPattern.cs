using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>A pattern without case as a regular expression of PostgreSQL, in which each letter is the set of characters with the same upper-case form: the same that <see cref="LikePattern"/> goes by, whatever the server's locale.</summary>
internal static class CaselessPattern
{
    private static readonly Lazy<FrozenDictionary<Rune, Rune[]>> s_sameUpperCase = new(FindSameUpperCase);

    public static string ToRegularExpression(string pattern)
    {
        var expression = new StringBuilder("^");
        foreach (Rune rune in pattern.EnumerateRunes())
        {
            if (rune.Value == '%') expression.Append(".*");
            else if (rune.Value == '_') expression.Append('.');
            else if (s_sameUpperCase.Value.TryGetValue(Rune.ToUpperInvariant(rune), out Rune[]? same)) AppendSet(expression, same);
            else AppendCharacter(expression, rune);
        }

        return expression.Append('$').ToString();
    }

    private static void AppendSet(StringBuilder expression, Rune[] same)
    {
        expression.Append('[');
        foreach (Rune rune in same) AppendCharacter(expression, rune);
        expression.Append(']');
    }

    // By its number, so that nothing in a pattern can mean anything to the expression.
    private static void AppendCharacter(StringBuilder expression, Rune rune) => expression.Append(CultureInfo.InvariantCulture, $@"\U{rune.Value:X8}");

    private static FrozenDictionary<Rune, Rune[]> FindSameUpperCase() =>
        Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value))
            .GroupBy(Rune.ToUpperInvariant)
            .Where(same => same.Count() > 1)
            .ToFrozenDictionary(same => same.Key, same => same.ToArray());
}
