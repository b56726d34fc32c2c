namespace Mlops.Sdk.Profiling.Tests;

public sealed class ComparisonFindingTests
{
    public static TheoryData<string> Codes => [.. ProfileComparison.FindingKinds.Select(kind => kind.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Finding_InItsTables_IsMadeWithColumnNumberAndRemedy(string code)
    {
        FindingKind kind = ProfileComparison.FindingKinds.Single(one => one.Code == code);
        (Dataset before, Dataset after) = ComparisonCorpus.All[code].Fires;
        ProfileComparison report = before.Profile().Compare(after.Profile());
        Finding finding = Assert.Single(report.Findings, one => one.Code == code);
        Assert.Equal((kind.Title, kind.Severity), (finding.Title, finding.Severity));
        Assert.True(finding.Column is null || finding.Message.Contains($"'{finding.Column}'", StringComparison.Ordinal), finding.Message);
        Assert.Matches("[0-9]", finding.Message);
        Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
        if (finding.Remedy is { } remedy) Assert.Contains(remedy, finding.Message, StringComparison.Ordinal);
        if (kind.Thresholds.Count > 0) Assert.NotNull(finding.Value);
        if (finding.Bound is { } bound && code != "CMP012") Assert.True(Math.Abs(finding.Value!.Value) > bound, finding.Message);
        Assert.DoesNotContain(before.Profile().Compare(after.Profile(), new() { Silent = [code] }).Findings, one => one.Code == code);
        Assert.Contains(code, report.ToHtml(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Finding_InTheTablesBeside_IsNotMade(string code)
    {
        (Dataset before, Dataset after) = ComparisonCorpus.All[code].Silent;
        Assert.DoesNotContain(before.Profile().Compare(after.Profile()).Findings, one => one.Code == code);
    }

    [Fact]
    public void Kinds_HaveCodesOfTheirOwn_AndEachACase()
    {
        Assert.Equal(ProfileComparison.FindingKinds.Select(kind => kind.Code).Order(StringComparer.Ordinal), ComparisonCorpus.All.Keys.Order(StringComparer.Ordinal));
        Assert.All(ProfileComparison.FindingKinds, kind => Assert.Matches("^CMP[0-9]{3}$", kind.Code));
        string[] options = [.. typeof(ProfileComparisonOptions).GetProperties().Select(property => property.Name)];
        Assert.All(ProfileComparison.FindingKinds.SelectMany(kind => kind.Thresholds), threshold => Assert.Contains(threshold, options));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Kind_InTheDocumentation_HasItsRow(string code)
    {
        FindingKind kind = ProfileComparison.FindingKinds.Single(one => one.Code == code);
        var defaults = new ProfileComparisonOptions();
        IEnumerable<string> thresholds = kind.Thresholds.Select(name => FormattableString.Invariant($"`{name}` {typeof(ProfileComparisonOptions).GetProperty(name)!.GetValue(defaults)}"));
        string row = $"| {kind.Code} | {kind.Title} | {kind.Severity.ToString().ToLowerInvariant()} | {kind.Meaning} | {string.Join(", ", thresholds)} | `{kind.Remedy}` |";
        Assert.Contains(row, File.ReadAllText(Path.Combine(Root(), "docs", "profiling-over-time.md")), StringComparison.Ordinal);
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mlops.Sdk.sln"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
