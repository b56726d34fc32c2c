namespace Mlops.Sdk.Profiling.Tests;

public sealed class HistoryDocumentationTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Root(), "docs", "profiling-over-time.md"));

    [Fact]
    public void EveryKindOfFinding_HasItsRow() => Assert.All(AnomalyReport.FindingKinds, kind =>
        Assert.Contains($"| {kind.Code} | {kind.Title} | {kind.Severity.ToString().ToLowerInvariant()} | {kind.Meaning} | `{kind.Remedy}` |", s_page, StringComparison.Ordinal));

    [Fact]
    public void EveryMetric_HasItsRow() => Assert.All(ProfileMetrics.All, kind =>
        Assert.Contains($"| `{kind.Name}` | {kind.Title} | {kind.Scale.ToString().ToLowerInvariant()} | ", s_page, StringComparison.Ordinal));

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mlops.Sdk.sln"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
