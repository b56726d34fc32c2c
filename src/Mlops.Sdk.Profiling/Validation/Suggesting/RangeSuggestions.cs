using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Limits of numbers and moments, with room beyond the extremes that were seen.</summary>
internal static class RangeSuggestions
{
    private const double Room = 0.5;
    private const int MostCodes = 200;
    private const int LeastAtTheEnds = 5;

    public static IEnumerable<RuleSuggestion> Of(ColumnFacts facts, SuggestionScale scale)
    {
        if (facts.Field.Role == ColumnRole.Id || facts.Column.Type == ColumnType.Flag) return [];
        if (facts.Ticks.Length > 0) return OfMoments(facts, scale);
        // Infinities and NaN are values that lie in no range; what is not finite is told by the profile.
        if (facts.Sorted.Length < 10 || facts.IsSequence || facts.Infinite > 0 || facts.NotANumber > 0) return [];
        (double low, double high) = IsCode(facts) ? (facts.Sorted[0], facts.Sorted[^1]) : Limits(facts);
        string evidence = FormattableString.Invariant($"{facts.Present:N0} values from {facts.Sorted[0]:G6} to {facts.Sorted[^1]:G6}{(IsCode(facts) ? ", every whole number between" : "; half of the way from the median beyond each")}");
        // Half of the way beyond the greatest doubles there is no number any more.
        double? min = double.IsFinite(low) ? low : null, max = double.IsFinite(high) ? high : null;
        return min is null && max is null ? [] : scale.OfRows(Rule.InRange(facts.Name, min, max), 0, facts.Present, evidence);
    }

    // Whole numbers without a gap whose ends are not rare: an hour, a month, a grade.
    private static bool IsCode(ColumnFacts facts) =>
        facts.Column.Type == ColumnType.Integer && facts.Distinct <= MostCodes && facts.Sorted[^1] - facts.Sorted[0] + 1 == facts.Distinct
        && facts.Sorted.Length > 2 * LeastAtTheEnds && facts.Sorted[LeastAtTheEnds - 1] == facts.Sorted[0] && facts.Sorted[^LeastAtTheEnds] == facts.Sorted[^1];

    private static (double Low, double High) Limits(ColumnFacts facts)
    {
        double[] sorted = facts.Sorted;
        double least = sorted[0], greatest = sorted[^1], median = Quantiles.OfSorted(sorted, 0.5);
        double low = least - Room * (median - least), high = greatest + Room * (greatest - median);
        // What never was negative is taken not to be able to; likewise a share that comes near 1 is not above it.
        if (least >= 0) low = Math.Max(low, 0);
        if (least >= 0 && greatest is <= 1 and > 0.9 && facts.Distinct > 20) high = 1;
        return facts.Column.Type == ColumnType.Integer ? (Math.Floor(low), Math.Ceiling(high)) : (SuggestionRounding.Down(low, high - low), SuggestionRounding.Up(high, high - low));
    }

    private static IEnumerable<RuleSuggestion> OfMoments(ColumnFacts facts, SuggestionScale scale)
    {
        long first = facts.Ticks[0], last = facts.Ticks[^1], room = Math.Max(TimeSpan.TicksPerDay, (long)(Room * (last - first)));
        long earliest = Math.Max(0, first - room) / TimeSpan.TicksPerDay * TimeSpan.TicksPerDay;
        IEnumerable<RuleSuggestion> since = scale.OfRows(Rule.InTimeRange(facts.Name, min: new DateTime(earliest)), 0, facts.Present, FormattableString.Invariant($"the first of {facts.Present:N0} moments is {RuleJson.Moment(first)}"));
        return last > scale.Now ? since : since.Concat(scale.OfRows(Rule.NotInFuture(facts.Name), 0, facts.Present, FormattableString.Invariant($"all {facts.Present:N0} moments have passed")));
    }
}
