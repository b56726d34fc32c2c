using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Which columns tell rows apart, and which rise from row to row.</summary>
internal static class KeySuggestions
{
    private const int LeastRows = 50;

    public static IEnumerable<RuleSuggestion> Of(ColumnFacts facts, SuggestionScale scale)
    {
        if (facts.Present < LeastRows) yield break;
        if (facts.IsIncreasing)
            yield return new RuleSuggestion(Rule.IsIncreasing(facts.Name, strict: facts.Distinct == facts.Present), FormattableString.Invariant($"it rises over all {facts.Present:N0} rows"), null);
        // Measured numbers differ from each other by their digits alone: that makes no key.
        if (facts.Column.Type is ColumnType.Number or ColumnType.Flag or ColumnType.Timestamp || facts.Distinct != facts.Present) yield break;
        double mostly = IsNumbering(facts) || facts.Field.Role == ColumnRole.Id ? 1 : MostlyUnique(facts, scale);
        if (mostly > 0.5)
            yield return new RuleSuggestion(Rule.IsUnique(facts.Name) with { Mostly = mostly }, FormattableString.Invariant($"{facts.Present:N0} different values in {facts.Present:N0} rows, {(double)facts.Present * (facts.Present - 1) / 2:N0} pairs without a repetition"), scale.Confidence);
    }

    private static bool IsNumbering(ColumnFacts facts) => facts.Column.Type == ColumnType.Integer && facts.Sorted[^1] - facts.Sorted[0] + 1 <= 1.5 * facts.Present;

    // No repetition among all pairs bounds the chance of one; a batch has its own pairs.
    private static double MostlyUnique(ColumnFacts facts, SuggestionScale scale)
    {
        double pairs = (double)facts.Present * (facts.Present - 1) / 2;
        int batch = scale.BatchOf(facts.Present);
        double chance = BinomialBounds.WilsonUpper(0, pairs, 1 - scale.Alarm / 2);
        long trials = (long)batch * (batch - 1) / 2;
        long repeats = trials == 0 ? 0 : BinomialBounds.UpperCount(trials, chance, scale.Alarm / 2);
        return Math.Max(0, Math.Floor((1 - (double)repeats / batch) * 10_000) / 10_000);
    }
}
