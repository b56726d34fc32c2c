namespace Mlops.Sdk;

/// <summary>Tallies of keys that rules share, and what is said when keys were too many.</summary>
internal static class KeyTallies
{
    public static KeyTally Share(RuleBinding binding, ValueList<string> columns) =>
        binding.Share(string.Join('\u001f', columns.Order(StringComparer.Ordinal)), () => new KeyTally(columns, binding.Schema, binding.Options.UniqueKeys));

    public static RuleResult Undecided(Rule rule, KeyTally tally, CheckEnd end) => RuleResult.Of(rule, RuleOutcome.Undecided) with
    {
        Code = "VAL030",
        Message = FormattableString.Invariant($"{rule.Statement}: undecided, since there are about {tally.Estimate:N0} different values and {end.Options.UniqueKeys:N0} are held at once; {RowVerdict.Percent(tally.CoveredShare)} of them were looked at. Raise ValidationOptions.UniqueKeys or MaxPasses, and give a source that can be read again."),
    };
}
