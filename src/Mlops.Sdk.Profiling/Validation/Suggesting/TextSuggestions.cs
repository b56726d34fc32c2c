namespace Mlops.Sdk;

/// <summary>How long texts are and what they look like, where their values are too many to be a set.</summary>
internal static class TextSuggestions
{
    private const int LeastRows = 30;
    private const double LeastShare = 0.9;

    public static IEnumerable<RuleSuggestion> Of(ColumnFacts facts, SuggestionScale scale)
    {
        if (facts.Column is not (TextColumn or CategoryColumn) || facts.Present < LeastRows || LevelSuggestions.IsClosed(facts, scale)) yield break;
        string[] texts = Texts(facts.Column, scale.Options.SampleRows);
        int[] lengths = [.. texts.Select(text => text.EnumerateRunes().Count())];
        int least = lengths.Min(), greatest = lengths.Max();
        (int min, int max) = least == greatest ? (least, greatest) : (Math.Min(least, 1), greatest + Math.Max(1, greatest / 2));
        foreach (RuleSuggestion suggestion in scale.OfRows(Rule.HasLength(facts.Name, min, max), 0, texts.Length, FormattableString.Invariant($"{texts.Length:N0} texts of {least} to {greatest} characters"))) yield return suggestion;
        if (SuggestedPattern.PatternOf(texts) is not { } pattern) yield break;
        long broken = texts.Count(text => !System.Text.RegularExpressions.Regex.IsMatch(text, $@"\A(?:{pattern})\z", System.Text.RegularExpressions.RegexOptions.NonBacktracking | System.Text.RegularExpressions.RegexOptions.CultureInvariant));
        foreach (RuleSuggestion suggestion in scale.OfRows(Rule.Matches(facts.Name, pattern), broken, texts.Length, FormattableString.Invariant($"{texts.Length - broken:N0} of {texts.Length:N0} texts look so"), LeastShare)) yield return suggestion;
    }

    private static string[] Texts(Column column, int most)
    {
        var texts = new List<string>();
        for (int row = 0; row < column.Length && texts.Count < most; row++)
            if (!column.IsMissing(row)) texts.Add(column.GetText(row));
        return [.. texts];
    }
}
