using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Suggests rules for a table, and tries on held-out halves what the other half would have suggested.</summary>
internal sealed class RuleSuggester(SuggestionOptions options, RunContext context, CancellationToken cancellationToken)
{
    private const int UsualBatch = 1000;
    private const int RulesPerColumn = 8;
    private const int LeastTrials = 5;

    public RuleSuggestions Run(Dataset data)
    {
        RuleSuggestion[] suggestions = Suggest(data);
        int batchRows = BatchRows(data.RowCount);
        if (options.HoldOuts == 0 || data.RowCount < 20) return new RuleSuggestions(data.RowCount, batchRows, [.. suggestions], [], 0, 0);
        (Dictionary<string, (int Tried, int Passed)> trials, int passed) = HoldOut(data);
        ImmutableArray<RuleSuggestion> tried =
        [
            .. suggestions.Select(suggestion => trials.GetValueOrDefault(suggestion.Rule.Key) is var trial ? suggestion with { HoldOuts = trial.Tried, HoldOutsPassed = trial.Passed } : suggestion),
        ];
        ImmutableArray<RuleSuggestion> leftOut = tried.RemoveAll(suggestion => suggestion.HoldOuts < LeastTrials || suggestion.HoldOutPassRate >= options.MinPassRate);
        return new RuleSuggestions(data.RowCount, batchRows, tried.RemoveRange(leftOut), leftOut, options.HoldOuts, passed);
    }

    private RuleSuggestion[] Suggest(Dataset data)
    {
        var scale = new SuggestionScale(data.RowCount, BatchRows(data.RowCount), options.FalseAlarmRate / (RulesPerColumn * Math.Max(1, data.ColumnCount)), options, context.Time.GetUtcNow().UtcTicks);
        var facts = new ColumnFacts[data.ColumnCount];
        Parallel.For(0, facts.Length, new ParallelOptions { MaxDegreeOfParallelism = context.MaxThreads, CancellationToken = cancellationToken }, i => facts[i] = new ColumnFacts(data.Schema[i], data.Columns[i], options));
        var suggestions = new List<RuleSuggestion>();
        if (data.ColumnCount > 0)
            suggestions.Add(new RuleSuggestion(Rule.ColumnsAre(data.Schema.Select(field => field.Name)) with { Severity = Severity.Warning }, "these are the columns here", null));
        foreach (ColumnFacts column in facts) suggestions.AddRange(OfColumn(column, scale));
        suggestions.AddRange(PairSuggestions.Of(facts, scale, cancellationToken));
        return [.. suggestions.Select(suggestion => suggestion with { Rule = Finish(suggestion.Rule, data.Schema) })];
    }

    private static IEnumerable<RuleSuggestion> OfColumn(ColumnFacts column, SuggestionScale scale) =>
    [
        .. PresenceSuggestions.Of(column, scale), .. RangeSuggestions.Of(column, scale), .. CenterSuggestions.Of(column, scale), .. LevelSuggestions.Of(column, scale), .. TextSuggestions.Of(column, scale), .. KeySuggestions.Of(column, scale),
    ];

    private Rule Finish(Rule rule, Schema schema)
    {
        // Scoring has neither label nor weight.
        if (rule.Columns.Any(name => schema.Contains(name) && schema[name].Role is ColumnRole.Label or ColumnRole.Weight)) rule = rule with { Environments = ["train"] };
        return options.SetAside && rule is RangeRule or SetRule or PatternRule or LengthRule or TimeRangeRule or NotInFutureRule or CompareRule or SumRule ? rule with { SetAside = true } : rule;
    }

    private (Dictionary<string, (int Tried, int Passed)> Trials, int Passed) HoldOut(Dataset data)
    {
        Dataset sample = data.Sample(options.SampleRows, RandomStream.For(context.Seed, "rules.hold_out.sample").NextUInt64());
        var trials = new Dictionary<string, (int Tried, int Passed)>(StringComparer.Ordinal);
        int passed = 0;
        for (int i = 0; i < options.HoldOuts; i++)
        {
            (Dataset half, Dataset other) = Halves(sample, RandomStream.For(context.Seed, "rules.hold_out").Split(i));
            RuleSuggester suggester = new(options with { BatchRows = Math.Min(options.BatchRows ?? UsualBatch, other.RowCount) }, context, cancellationToken);
            ValidationReport report = new DataRules(suggester.Suggest(half).Select(suggestion => suggestion.Rule)).Validate(other, null, context, cancellationToken);
            foreach (RuleResult result in report.Results)
            {
                (int tried, int kept) = trials.GetValueOrDefault(result.Rule.Key);
                trials[result.Rule.Key] = (tried + 1, kept + (result.Outcome == RuleOutcome.Passed ? 1 : 0));
            }

            passed += report.Failures.Any() ? 0 : 1;
        }

        return (trials, passed);
    }

    // Halves at random, rows in their order: what rises over all rows rises over any of them.
    private static (Dataset Half, Dataset Other) Halves(Dataset data, RandomStream random)
    {
        int[] rows = random.Permutation(data.RowCount);
        int[] first = rows[..(rows.Length / 2)], second = rows[(rows.Length / 2)..];
        Array.Sort(first);
        Array.Sort(second);
        return (data.Take(first), data.Take(second));
    }

    private int BatchRows(int rows) => options.BatchRows ?? Math.Max(1, Math.Min(UsualBatch, rows));
}
