using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Relations between columns that always held: one is at most the other, equals it, or is the sum of two others.</summary>
internal static class PairSuggestions
{
    private const int LeastRows = 50;
    private const int MostPairs = 50;

    // What would be broken so rarely when the rows were mixed up tells of the ranges and not of a relation.
    private const double LeastWhenMixed = 0.05;

    public static IEnumerable<RuleSuggestion> Of(IReadOnlyList<ColumnFacts> all, SuggestionScale scale, CancellationToken cancellationToken)
    {
        ComparedColumn[] columns = [.. all.Where(facts => facts.Column is NumberColumn or IntegerColumn or TimestampColumn && facts.Present >= LeastRows && facts.Distinct > 2 && facts.NotANumber == 0).Select(facts => new ComparedColumn(facts, scale.Options.SampleRows))];
        if (columns.Length > scale.Options.MaxComparedColumns) yield break;
        var lower = new HashSet<(int, int)>();
        for (int a = 0; a < columns.Length; a++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int b = 0; b < columns.Length; b++)
                if (a != b && columns[a].IsTime == columns[b].IsTime && columns[a].IsNeverAbove(columns[b]) && (a < b || !lower.Contains((b, a)))) lower.Add((a, b));
        }

        RuleSuggestion[] sums = [.. Sums(columns, scale, cancellationToken)];
        int said = 0;
        foreach ((int a, int b) in lower.OrderBy(pair => pair).Where(pair => !Enumerable.Range(0, columns.Length).Any(c => lower.Contains((pair.Item1, c)) && lower.Contains((c, pair.Item2)))))
        {
            // That a part is at most the sum says nothing that the sum does not.
            if (sums.Any(sum => sum.Rule is SumRule rule && rule.Total == columns[b].Name && rule.Addends.Contains(columns[a].Name))) continue;
            (long both, long below) = columns[a].Compared(columns[b]);
            if (both < LeastRows || ++said > MostPairs) continue;
            bool equal = below == 0;
            if (!equal && columns[a].AboveWhenMixed(columns[b]) < LeastWhenMixed) continue;
            Rule rule = Rule.Compare(columns[a].Name, equal ? Comparison.Equal : below == both ? Comparison.Less : Comparison.LessOrEqual, columns[b].Name);
            foreach (RuleSuggestion suggestion in scale.OfRows(rule, 0, both, FormattableString.Invariant($"it held in all {both:N0} rows, and would not in {columns[a].AboveWhenMixed(columns[b]):P0} with the rows mixed up"))) yield return suggestion;
        }

        foreach (RuleSuggestion suggestion in sums) yield return suggestion;
    }

    private static IEnumerable<RuleSuggestion> Sums(ComparedColumn[] columns, SuggestionScale scale, CancellationToken cancellationToken)
    {
        ComparedColumn[] numbers = [.. columns.Where(column => !column.IsTime)];
        for (int total = 0; total < numbers.Length; total++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int a = 0; a < numbers.Length; a++)
            {
                for (int b = a + 1; b < numbers.Length; b++)
                {
                    if (a == total || b == total || numbers[total].RowsAsSum(numbers[a], numbers[b]) is not (>= LeastRows and var rows)) continue;
                    foreach (RuleSuggestion suggestion in scale.OfRows(Rule.SumsTo([numbers[a].Name, numbers[b].Name], numbers[total].Name), 0, rows, FormattableString.Invariant($"it held in all {rows:N0} rows"))) yield return suggestion;
                }
            }
        }
    }
}
