using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Where the numbers of a column lie and how far they spread: quantiles by ranks, whatever the distribution; mean and standard deviation where the tails allow.</summary>
internal static class CenterSuggestions
{
    private const int LeastRows = 30;
    private const int FewValues = 10;
    private const double MostKurtosis = 6;
    private const int LeastRowsForSpread = 200;

    // A bound by normal theory is stretched by this much for what the theory leaves out.
    private const double Stretch = 1.25;

    private static readonly double[] s_probabilities = [0.1, 0.5, 0.9];

    public static IEnumerable<RuleSuggestion> Of(ColumnFacts facts, SuggestionScale scale)
    {
        int batch = scale.BatchOf(facts.Sorted.Length);
        if (facts.IsSequence || facts.Sorted.Length < LeastRows || batch < LeastRows || facts.Distinct < 2 || facts.Infinite > 0 || facts.NotANumber > 0) yield break;
        if (facts.Distinct <= FewValues)
        {
            (double top, long having) = MostFrequent(facts.Sorted);
            string value = facts.Column.Type == ColumnType.Flag ? (top == 1 ? "true" : "false") : Bounds.Text(top);
            (double min, double max) = scale.Share(having, facts.Sorted.Length);
            if (max - min < 0.9) yield return new RuleSuggestion(Rule.ShareOf(facts.Name, value, min, max), FormattableString.Invariant($"{value} in {having:N0} of {facts.Sorted.Length:N0} rows"), scale.Confidence);
            yield break;
        }

        double error = Math.Sqrt(1.0 / facts.Sorted.Length + 1.0 / batch);
        foreach (double probability in s_probabilities)
            if (OfQuantile(facts, scale, probability, error) is { } suggestion) yield return suggestion;
        if (Math.Min(facts.Sorted.Length, batch) < LeastRowsForSpread || !(facts.Moments.Kurtosis <= MostKurtosis)) yield break;
        double mean = facts.Moments.Mean, deviation = facts.Moments.StandardDeviation, reach = Stretch * scale.Reach * error;
        yield return new RuleSuggestion(
            Rule.Mean(facts.Name, SuggestionRounding.Down(mean - reach * deviation, reach * deviation), SuggestionRounding.Up(mean + reach * deviation, reach * deviation)),
            FormattableString.Invariant($"the mean of {facts.Sorted.Length:N0} numbers is {mean:G6}, give or take {reach * deviation:G3} for a table of {batch:N0}"), scale.Confidence);
        // The standard error of ln s is sqrt((kurtosis - 1) / 4 n), with the kurtosis that is 3 for a normal distribution.
        double factor = Math.Exp(reach * Math.Sqrt((Math.Max(facts.Moments.Kurtosis, 0) + 2) / 4));
        yield return new RuleSuggestion(
            Rule.StandardDeviation(facts.Name, SuggestionRounding.Down(deviation / factor, deviation * (factor - 1)), SuggestionRounding.Up(deviation * factor, deviation * (factor - 1))),
            FormattableString.Invariant($"the standard deviation of {facts.Sorted.Length:N0} numbers is {deviation:G6}, up to a factor of {factor:G3}"), scale.Confidence);
    }

    private static (double Value, long Count) MostFrequent(double[] sorted)
    {
        (double value, int count) = (sorted[0], 0);
        for (int start = 0, i = 0; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[start]) start = i;
            if (i - start + 1 > count) (value, count) = (sorted[i], i - start + 1);
        }

        return (value, count);
    }

    private static RuleSuggestion? OfQuantile(ColumnFacts facts, SuggestionScale scale, double probability, double error)
    {
        double[] sorted = facts.Sorted;
        double reach = scale.Reach * Math.Sqrt(probability * (1 - probability)) * error + 1.0 / sorted.Length;
        double? low = probability - reach > 0 ? sorted[(int)Math.Floor((probability - reach) * (sorted.Length - 1))] : null;
        double? high = probability + reach < 1 ? sorted[(int)Math.Ceiling((probability + reach) * (sorted.Length - 1))] : null;
        // Limits at the extremes say no more than the range does.
        if (low == sorted[0] && high != sorted[0]) low = null;
        if (high == sorted[^1] && low != sorted[^1]) high = null;
        if (low is null && high is null) return null;
        return new RuleSuggestion(
            Rule.Quantile(facts.Name, probability, low, high),
            FormattableString.Invariant($"it is {Quantiles.OfSorted(sorted, probability):G6}; the limits are the quantiles {reach:P1} to each side, whatever the distribution"), scale.Confidence);
    }
}
