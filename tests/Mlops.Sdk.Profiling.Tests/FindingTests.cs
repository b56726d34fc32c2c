using System.Reflection;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class FindingTests
{
    private static readonly ProfileOptions s_options = new() { AsOf = FindingCorpus.AsOf };

    public static TheoryData<string> Codes => [.. ProfileReport.FindingKinds.Select(kind => kind.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Finding_InItsTable_IsMadeWithColumnNumberAndRemedy(string code)
    {
        FindingKind kind = ProfileReport.FindingKinds.Single(one => one.Code == code);
        Dataset data = FindingCorpus.All[code].Fires();
        ProfileReport report = data.Profile(s_options);
        Finding finding = Assert.Single(report.Findings, one => one.Code == code);
        Assert.Equal((kind.Title, kind.Severity), (finding.Title, finding.Severity));
        Assert.True(finding.Column is null || finding.Message.Contains($"'{finding.Column}'", StringComparison.Ordinal), finding.Message);
        Assert.Matches("[0-9]", finding.Message);
        Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
        if (finding.Remedy is { } remedy) Assert.Contains(remedy, finding.Message, StringComparison.Ordinal);
        if (kind.Thresholds.Count > 0) Assert.NotNull(finding.Value);
        Assert.DoesNotContain(data.Profile(s_options with { Silent = [code] }).Findings, one => one.Code == code);
        Assert.Contains(code, report.ToHtml(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Finding_InTheTableBeside_IsNotMade(string code) =>
        Assert.DoesNotContain(FindingCorpus.All[code].Silent().Profile(s_options).Findings, one => one.Code == code);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Finding_OfMergedParts_IsTheSame(string code)
    {
        Dataset data = FindingCorpus.All[code].Fires();
        if (data.ColumnCount > 100) return;
        var whole = new ProfileSummary(data.Schema, s_options);
        for (int start = 0; start < data.RowCount; start += 300)
        {
            var part = new ProfileSummary(data.Schema, s_options);
            part.Add(data.Slice(start, Math.Min(300, data.RowCount - start)));
            whole.Merge(part);
        }

        Assert.Contains(whole.ToReport().Findings, one => one.Code == code);
    }

    [Fact]
    public void Kinds_AreAtLeastThirty_WithCodesOfTheirOwn()
    {
        Assert.True(ProfileReport.FindingKinds.Length >= 30);
        Assert.Equal(ProfileReport.FindingKinds.Select(kind => kind.Code).Distinct(), ProfileReport.FindingKinds.Select(kind => kind.Code));
        Assert.All(ProfileReport.FindingKinds, kind => Assert.Matches("^PROF[0-9]{3}$", kind.Code));
        Assert.Equal(ProfileReport.FindingKinds.Select(kind => kind.Code).Order(), FindingCorpus.All.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Kind_StandsInTheDocumentation(string code)
    {
        FindingKind kind = ProfileReport.FindingKinds.Single(one => one.Code == code);
        Assert.Contains(RowOf(kind), s_page);
    }

    private static readonly string[] s_page = File.ReadAllLines(Path.Combine(Root(), "docs", "profiling.md"));

    private static string RowOf(FindingKind kind)
    {
        var defaults = new FindingThresholds();
        IEnumerable<string> thresholds = kind.Thresholds.Select(name => FormattableString.Invariant($"`{name}` {typeof(FindingThresholds).GetProperty(name)!.GetValue(defaults)}"));
        return $"| {kind.Code} | {kind.Title} | {kind.Severity.ToString().ToLowerInvariant()} | {kind.Meaning} | {string.Join(", ", thresholds)} | `{kind.Remedy}` |";
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mlops.Sdk.sln"))) folder = folder.Parent;
        return folder!.FullName;
    }

    [Fact]
    public void Thresholds_AreEachOfAKind()
    {
        var known = typeof(FindingThresholds).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);
        Assert.Equal(known.Order(), ProfileReport.FindingKinds.SelectMany(kind => kind.Thresholds).Distinct().Order());
    }

    [Fact]
    public void Findings_OfPlainData_AreNone()
    {
        Dataset plain = new(FindingCorpus.Number("height", (_, r) => 170 + (10 * r.NextGaussian())), FindingCorpus.Integer("age", (_, r) => 18 + r.NextInt32(60)), FindingCorpus.Level("city", (_, r) => $"city{r.NextInt32(8)}"), FindingCorpus.Level("label", (_, r) => r.NextInt32(3) == 0 ? "yes" : "no"));
        Assert.Empty(plain.WithRole("label", ColumnRole.Label).Profile(s_options).Findings);
    }
}
