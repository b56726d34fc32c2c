using System.Globalization;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The words of texts as they are searched for: small letters, without accents, cut at everything that is neither letter nor digit, and where a small letter meets a capital.</summary>
internal static class SearchWords
{
    /// <summary>How many words of one document are found by.</summary>
    public const int MostTerms = 1000;

    private const string Name = "word";
    private const int LongestWord = 64, LongestText = 20_000;

    /// <summary>The terms that a document with these texts is found by.</summary>
    public static IEnumerable<DocumentTerm> Terms(IEnumerable<string?> texts) => texts.SelectMany(Of).Distinct(StringComparer.Ordinal).Take(MostTerms).Select(word => new DocumentTerm(Name, word));

    /// <summary>A condition that holds for documents with a word that begins with any of these.</summary>
    public static DocumentTermFilter Filter(IEnumerable<string> words) => new(Name, [.. words]) { IsPrefix = true };

    /// <summary>The words of a text in their order; of a very long one those at its beginning.</summary>
    public static IEnumerable<string> Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) yield break;
        var word = new StringBuilder();
        bool small = false;
        foreach (Rune rune in Sound(text.Length > LongestText ? text[..LongestText] : text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark) continue;
            bool capital = Rune.IsUpper(rune), part = Rune.IsLetterOrDigit(rune);
            if (word.Length > 0 && (!part || (small && capital)))
            {
                yield return Take(word);
                small = false;
            }

            if (!part) continue;
            if (word.Length < LongestWord) word.Append(Folded(rune));
            small = Rune.IsLower(rune);
        }

        if (word.Length > 0) yield return Take(word);
    }

    // Normalization refuses half a surrogate pair.
    private static string Sound(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    // The dotless i and the sharp s have no decomposition.
    private static string Folded(Rune rune) => rune.Value switch
    {
        'ß' or 0x1E9E => "ss",
        'ı' => "i",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        _ => Rune.ToLowerInvariant(rune).ToString(),
    };

    private static string Take(StringBuilder word)
    {
        string taken = word.ToString();
        word.Clear();
        return taken;
    }
}
