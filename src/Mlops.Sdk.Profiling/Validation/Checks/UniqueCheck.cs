namespace Mlops.Sdk;

/// <summary>Whether no row repeats an earlier one, from a tally of keys.</summary>
internal sealed class UniqueCheck(Rule rule, KeyTally tally) : RuleCheck(rule)
{
    public KeyTally Tally => tally;

    public override RuleResult Conclude(CheckEnd end)
    {
        RuleResult result = RowVerdict.Of(Rule, tally.Present, tally.Repeats, tally.Examples(end.Options));
        // Repetitions that were found stay found: too many of them in a part are too many in the whole.
        return tally.IsWhole || result.Outcome == RuleOutcome.Failed ? result : KeyTallies.Undecided(Rule, tally, end) with { CheckedRows = tally.Present, FailingRows = tally.Repeats, Examples = result.Examples };
    }
}
