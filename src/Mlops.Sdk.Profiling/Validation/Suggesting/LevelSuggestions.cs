namespace Mlops.Sdk;

/// <summary>The values of a category: the set, with an estimate of what was not seen, and the share of the most frequent one.</summary>
internal static class LevelSuggestions
{
    private const double LeastShare = 0.9;

    /// <summary>Whether the set of values is known well enough to be a rule.</summary>
    public static bool IsClosed(ColumnFacts facts, SuggestionScale scale) =>
        !facts.Levels.IsDefaultOrEmpty && facts.Levels.Length <= scale.Options.MaxLevels && facts.Levels.Length * 2 <= facts.Present && facts.Field.Role != ColumnRole.Id && scale.Mostly(Singles(facts), facts.Present) >= LeastShare;

    public static IEnumerable<RuleSuggestion> Of(ColumnFacts facts, SuggestionScale scale)
    {
        if (!IsClosed(facts, scale)) yield break;
        int singles = Singles(facts);
        string evidence = FormattableString.Invariant($"{facts.Levels.Length} values in {facts.Present:N0} rows, {singles} of them once, so about {(double)singles / facts.Present:P2} of future rows have another (Good and Turing)");
        foreach (RuleSuggestion suggestion in scale.OfRows(Rule.InSet(facts.Name, facts.Levels.Select(level => level.Text)), singles, facts.Present, evidence)) yield return suggestion;
        if (facts.Levels.Length < 2) yield break;
        (string top, int count) = facts.Levels[0];
        (double min, double max) = scale.Share(count, facts.Present);
        if (max - min < 0.9)
            yield return new RuleSuggestion(Rule.ShareOf(facts.Name, top, min, max), FormattableString.Invariant($"'{top}' in {count:N0} of {facts.Present:N0} rows"), scale.Confidence);
    }

    private static int Singles(ColumnFacts facts) => facts.Levels.Count(level => level.Count == 1);
}
