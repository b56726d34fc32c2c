namespace Mlops.Sdk;

/// <summary>A verdict that the schema alone gives: kept, or why not.</summary>
internal sealed class FixedCheck(Rule rule, RuleProblem? problem) : RuleCheck(rule)
{
    /// <summary>Whether the rule cannot be checked, so that no row can be vouched for.</summary>
    public bool IsRefusal => problem is not null;

    public RuleProblem? Problem => problem;

    public override RuleResult Conclude(CheckEnd end) => problem is null
        ? RuleResult.Of(Rule, RuleOutcome.Passed)
        : RuleResult.Of(Rule, RuleOutcome.Failed) with { Code = problem.Code, Message = $"{Rule.Name}: {problem.Message}." };
}
