using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The verdict on a rule that rows keep or break.</summary>
internal static class RowVerdict
{
    public static RuleResult Of(Rule rule, long looked, long failing, ImmutableArray<RowExample> examples)
    {
        RuleResult result = RuleResult.Of(rule, RuleOutcome.Passed) with { CheckedRows = looked, FailingRows = failing, Examples = examples };
        if (failing == 0) return result with { Message = FormattableString.Invariant($"{rule.Statement}: all {looked:N0} rows.") };
        // As the quotient and not as counts times the share: 0.95 of 20 rows is 19 rows.
        bool kept = (double)(looked - failing) / looked >= rule.Mostly;
        string share = FormattableString.Invariant($"{failing:N0} of {looked:N0} rows break it ({Percent((double)failing / looked)}{(rule.Mostly < 1 ? $", at most {Percent(1 - rule.Mostly)} may" : "")})");
        return result with
        {
            Outcome = kept ? RuleOutcome.Passed : RuleOutcome.Failed,
            Message = kept ? $"{rule.Statement}: {share}." : $"{rule.Statement}: {share}. {rule.Remedy}",
        };
    }

    public static string Percent(double share) => Extensibility.ReportNumber.Percent(share, 3);
}
