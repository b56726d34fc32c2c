namespace Mlops.Sdk;

/// <summary>The findings that somebody knows of and lives with, each with the reason, the person and an end: kept as JSON beside the rules, in version control. A report shows them as accepted, and no check fails by them.</summary>
/// <remarks>What is accepted is never hidden: it stays in the report, at the end, and in its JSON. Once its time is over, or its value is worse than what was accepted, it is a finding again that says so.</remarks>
public sealed partial record AcceptedFindings
{
    /// <summary>The findings.</summary>
    /// <value>None.</value>
    /// <exception cref="ArgumentException">One has no code, reason or person.</exception>
    public ValueList<AcceptedFinding> Findings
    {
        get;
        init
        {
            foreach (AcceptedFinding finding in value) finding.Check();
            field = value;
        }
    } = [];

    /// <summary>Accepts findings of a report as they are: those of these codes and columns, whatever their values become unless a limit is set.</summary>
    /// <param name="findings">The findings; those that are accepted already are left out.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who accepts them.</param>
    /// <param name="until">Until when, in UTC; null without an end.</param>
    public static AcceptedFindings Of(IEnumerable<Finding> findings, string reason, string by, DateTime? until = null)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return new() { Findings = new(findings.Where(finding => finding.Acceptance is not { IsInForce: true }).Select(finding => (finding.Code, finding.Column)).Distinct().Select(one => new AcceptedFinding(one.Code, one.Column, reason, by) { Until = until })) };
    }

    /// <summary>These and others; where both have one of the same code, column and rule, the other's counts.</summary>
    /// <param name="others">The others.</param>
    public AcceptedFindings With(AcceptedFindings others)
    {
        ArgumentNullException.ThrowIfNull(others);
        var replaced = others.Findings.Select(Key).ToHashSet();
        return new() { Findings = new(Findings.Where(finding => !replaced.Contains(Key(finding))).Concat(others.Findings)) };
    }

    /// <summary>Findings with what is known of their being accepted; those that are become information.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="now">The time, in UTC.</param>
    public IEnumerable<Finding> Apply(IEnumerable<Finding> findings, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return Findings.Count == 0 ? findings : findings.Select(finding => Find(finding.Code, finding.Column, null)?.Of(finding.Severity, finding.Value, finding.Threshold, now) is { } acceptance
            ? finding with { Severity = acceptance.IsInForce ? Severity.Info : finding.Severity, Acceptance = acceptance }
            : finding);
    }

    internal RuleResult Apply(RuleResult result, long now) =>
        Findings.Count == 0 || result.Outcome == RuleOutcome.Passed || Find(result.Code, result.Rule.Columns.Count > 0 ? result.Rule.Columns[0] : null, result.Rule.Name) is not { } accepted
            ? result
            : result with { Acceptance = accepted.Of(result.Rule.Severity, result.FailingShare ?? result.Observed, result.Least, new DateTime(now)) };

    private static (string, string?, string?) Key(AcceptedFinding finding) => (finding.Code, finding.Column, finding.Rule);

    // One that names the rule counts before one that does not.
    private AcceptedFinding? Find(string code, string? column, string? rule) => Findings
        .Where(finding => finding.Code == code && finding.Column == column && (finding.Rule is null || finding.Rule == rule))
        .OrderBy(finding => finding.Rule is null).FirstOrDefault();
}
