namespace Mlops.Sdk;

/// <summary>How findings are ordered, counted and named in every renderer.</summary>
internal static class FindingOrder
{
    private const int LongestName = 100;

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

    /// <summary>In each severity first one of each code, then the others: where there is room for a few, they tell of different things.</summary>
    public static IReadOnlyList<Finding> Varied(IReadOnlyList<Finding> findings) =>
        [.. findings.GroupBy(finding => (finding.Severity, finding.Code)).SelectMany(group => group.Select((finding, index) => (finding, index)))
            .OrderByDescending(pair => pair.finding.Severity).ThenBy(pair => pair.index > 0).Select(pair => pair.finding)];

    /// <summary>Findings of one severity and code together, most severe first, else in the order found.</summary>
    public static IReadOnlyList<IGrouping<Severity, IGrouping<string, Finding>>> Grouped(IReadOnlyList<Finding> findings) =>
        [.. findings.GroupBy(finding => (finding.Severity, finding.Code)).Select(group => (group.Key.Severity, Group: group.GroupBy(_ => group.Key.Code).Single()))
            .GroupBy(pair => pair.Severity, pair => pair.Group).OrderByDescending(group => group.Key)];

    /// <summary>The message, led by the column unless it already names it.</summary>
    public static string Sentence(Finding finding) =>
        string.IsNullOrEmpty(finding.Column) || finding.Message.Contains(finding.Column.Length > LongestName ? finding.Column[..(LongestName / 2)] : finding.Column, StringComparison.Ordinal)
            ? finding.Message
            : SafeText.Shorten(finding.Column, LongestName) + ": " + finding.Message;

    private static string Plural(Severity severity, int count) =>
        severity == Severity.Info ? "for information" : count == 1 ? Name(severity) : Name(severity) + "s";
}
