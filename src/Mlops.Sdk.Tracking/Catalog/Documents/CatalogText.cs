using System.Globalization;
using System.Runtime.CompilerServices;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The rules for texts that people write into the catalog.</summary>
internal static class CatalogText
{
    /// <summary>How long a description, a definition or a comment may be.</summary>
    public const int Longest = 100_000;

    private const int MostItems = 1000;

    /// <summary>A text of several lines; null stays null.</summary>
    public static string? Prose(string? text, [CallerArgumentExpression(nameof(text))] string? what = null)
    {
        if (text is null) return null;
        string? broken =
            text.Length > Longest ? string.Create(CultureInfo.InvariantCulture, $"it has {text.Length} characters and {Longest} are the most; keep a document of that size as an artifact of a run")
            : text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? "it holds a control character"
            : null;
        return broken is null ? text : throw new ArgumentException($"The text {what} ({ErrorText.Show(text)}) cannot be used: {broken}.", what);
    }

    /// <summary>A text of one line, at most 250 characters; null stays null.</summary>
    public static string? Line(string? text, [CallerArgumentExpression(nameof(text))] string? what = null) => text is null ? null : Names.Key(text, what);

    /// <summary>Tags, owners and the like: different lines in ordinal order.</summary>
    public static ValueList<string> Set(ValueList<string> items, [CallerArgumentExpression(nameof(items))] string? what = null)
    {
        if (items.Count > MostItems) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {items.Count} values in {what}; {MostItems} are the most."), what);
        foreach (string item in items) Names.Key(item, what);
        return [.. items.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
