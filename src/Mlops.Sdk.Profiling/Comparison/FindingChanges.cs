namespace Mlops.Sdk;

/// <summary>Which findings came and which went from one profile to another.</summary>
internal static class FindingChanges
{
    // They tell of the number of rows, of a moment that passes by itself, or what a comparison tells in its own way (repeated rows).
    private static readonly string[] s_ofSize = ["PROF018", "PROF019", "PROF033", "PROF040", "PROF043", "PROF044", "PROF045", "PROF050"];

    public static IEnumerable<Finding> Appeared(ComparisonFacts facts) => Missing(facts.After.Findings, facts.Before.Findings);

    public static IEnumerable<Finding> Gone(ComparisonFacts facts) => Missing(facts.Before.Findings, facts.After.Findings);

    private static IEnumerable<Finding> Missing(IEnumerable<Finding> findings, IEnumerable<Finding> others)
    {
        var known = others.Select(finding => (finding.Code, finding.Column)).ToHashSet();
        return findings.Where(finding => !s_ofSize.Contains(finding.Code, StringComparer.Ordinal) && !known.Contains((finding.Code, finding.Column)));
    }
}
