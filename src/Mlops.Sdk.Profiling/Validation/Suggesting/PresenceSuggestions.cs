using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What a column is, and how often it is there.</summary>
internal static class PresenceSuggestions
{
    public static IEnumerable<RuleSuggestion> Of(ColumnFacts facts, SuggestionScale scale)
    {
        if (facts.Present == 0) yield break;
        yield return new RuleSuggestion(Rule.HasType(facts.Name, ColumnTypes.AlsoReadAs(facts.Column.Type)), FormattableString.Invariant($"it is {facts.Column.Type} here"), null);
        foreach (RuleSuggestion suggestion in scale.OfRows(Rule.IsPresent(facts.Name), facts.Missing, facts.Column.Length, FormattableString.Invariant($"present in {facts.Present:N0} of {facts.Column.Length:N0} rows, so in {BinomialBounds.WilsonLower(facts.Present, facts.Column.Length, scale.Confidence):P2} of all at least (Wilson)"))) yield return suggestion;
        if (facts.Column.Type != ColumnType.Number || facts.NotANumber + facts.Infinite > 0) yield break;
        foreach (RuleSuggestion suggestion in scale.OfRows(Rule.IsFinite(facts.Name), 0, facts.Present, FormattableString.Invariant($"all {facts.Present:N0} numbers are finite"))) yield return suggestion;
    }
}
