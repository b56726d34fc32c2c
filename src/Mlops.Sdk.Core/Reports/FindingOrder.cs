using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How findings are ordered, counted and named in every renderer.</summary>
internal static class FindingOrder
{
    private const int LongestName = 100;

    public static IReadOnlyList<Finding> Sort(IReadOnlyList<Finding> findings) =>
        [.. findings.OrderByDescending(Rank)];

    /// <summary>What stands before a finding: its severity, or that it is accepted.</summary>
    public static string Name(Finding finding) => finding.IsAccepted ? "accepted" : Name(finding.Severity);

    public static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    public static string Summary(IReadOnlyList<Finding> findings)
    {
        IEnumerable<string> parts = findings
            .GroupBy(Rank)
            .OrderByDescending(group => group.Key)
            .Select(group => FormattableString.Invariant($"{group.Count()} {Plural(group.First(), group.Count())}"));
        return "Findings: " + string.Join(", ", parts);
    }

    /// <summary>In each severity first one of each code, then the others: where there is room for a few, they tell of different things.</summary>
    public static IReadOnlyList<Finding> Varied(IReadOnlyList<Finding> findings) =>
        [.. findings.GroupBy(finding => (Rank(finding), finding.Code)).SelectMany(group => group.Select((finding, index) => (finding, index)))
            .OrderByDescending(pair => Rank(pair.finding)).ThenBy(pair => pair.index > 0).Select(pair => pair.finding)];

    /// <summary>Findings of one severity and code together, most severe first, else in the order found.</summary>
    public static IReadOnlyList<IGrouping<Severity, IGrouping<string, Finding>>> Grouped(IReadOnlyList<Finding> findings) =>
        [.. findings.GroupBy(finding => (finding.Severity, finding.Code)).Select(group => (group.Key.Severity, Group: group.GroupBy(_ => group.Key.Code).Single()))
            .GroupBy(pair => pair.Severity, pair => pair.Group).OrderByDescending(group => group.Key)];

    /// <summary>The message, led by who accepted it, if anybody, and by the column unless it already names it.</summary>
    public static string Sentence(Finding finding) => Acceptance(finding) + Message(finding);

    private static string Message(Finding finding) =>
        string.IsNullOrEmpty(finding.Column) || finding.Message.Contains(finding.Column.Length > LongestName ? finding.Column[..(LongestName / 2)] : finding.Column, StringComparison.Ordinal)
            ? finding.Message
            : SafeText.Shorten(finding.Column, LongestName) + ": " + finding.Message;

    // What is accepted comes last.
    private static int Rank(Finding finding) => finding.IsAccepted ? -1 : (int)finding.Severity;

    private static string Acceptance(Finding finding)
    {
        if (finding.Acceptance is not { } acceptance) return "";
        string until = acceptance.Until is { } moment ? " until " + moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";
        string limit = acceptance.Limit is { } worst ? " up to " + ReportNumber.Format(worst) : "";
        return $"{(acceptance.IsInForce ? "Accepted" : "No longer accepted, as it was")} by {SafeText.Shorten(acceptance.By, LongestName)}{until}{limit} ({SafeText.Shorten(acceptance.Reason.TrimEnd('.'), LongestName)}): ";
    }

    private static string Plural(Finding finding, int count) => finding.IsAccepted ? "accepted" : Plural(finding.Severity, count);

    private static string Plural(Severity severity, int count) =>
        severity == Severity.Info ? "for information" : count == 1 ? Name(severity) : Name(severity) + "s";
}
