namespace Mlops.Sdk;

/// <summary>A verdict on what was counted over the whole table.</summary>
/// <param name="rule">The rule.</param>
/// <param name="conclude">The verdict.</param>
internal sealed class TableCheck(Rule rule, Func<CheckEnd, RuleResult> conclude) : RuleCheck(rule)
{
    public override RuleResult Conclude(CheckEnd end) => conclude(end);
}
