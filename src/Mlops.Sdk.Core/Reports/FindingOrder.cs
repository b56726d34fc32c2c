namespace Mlops.Sdk;

/// <summary>How findings are ordered, counted and named in every renderer.</summary>
internal static class FindingOrder
{
    public static IReadOnlyList<Finding> Sort(IReadOnlyList<Finding> findings) =>
        [.. findings.OrderByDescending(finding => finding.Severity)];

    public static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    public static string Summary(IReadOnlyList<Finding> findings)
    {
        IEnumerable<string> parts = findings
            .GroupBy(finding => finding.Severity)
            .OrderByDescending(group => group.Key)
            .Select(group => FormattableString.Invariant($"{group.Count()} {Plural(group.Key, group.Count())}"));
        return "Findings: " + string.Join(", ", parts);
    }

    /// <summary>The message, led by the column unless it already names it.</summary>
    public static string Sentence(Finding finding) =>
        string.IsNullOrEmpty(finding.Column) || finding.Message.Contains(finding.Column, StringComparison.Ordinal)
            ? finding.Message
            : finding.Column + ": " + finding.Message;

    private static string Plural(Severity severity, int count) =>
        severity == Severity.Info ? "for information" : count == 1 ? Name(severity) : Name(severity) + "s";
}
