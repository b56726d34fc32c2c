using System.Reflection;
using System.Text.RegularExpressions;

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
        Assert.NotNull(finding.Remedy);
        Assert.Contains(finding.Remedy, finding.Message, StringComparison.Ordinal);
        if (kind.Thresholds.Count > 0) Assert.NotNull(finding.Value);
        if (finding.Threshold is { } threshold && !s_otherLimits.Contains(code)) Assert.Contains(threshold, kind.Thresholds.Select(DefaultOf));
        Assert.DoesNotContain(data.Profile(s_options with { Silent = [code] }).Findings, one => one.Code == code);
        Assert.Contains(code, report.ToHtml(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Finding_InTheTableBeside_IsNotMade(string code) =>
        Assert.DoesNotContain(FindingCorpus.All[code].Silent().Profile(s_options).Findings, one => one.Code == code);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Finding_WithItsThresholdsOutOfReach_IsNotMade(string code)
    {
        PropertyInfo[] thresholds = [.. ProfileReport.FindingKinds.Single(kind => kind.Code == code).Thresholds.Select(name => typeof(FindingThresholds).GetProperty(name)!)];
        Dataset data = FindingCorpus.All[code].Fires();
        Assert.True(thresholds.Length == 0 || Enumerable.Range(0, 1 << thresholds.Length).Any(ends => !data.Profile(s_options with { Thresholds = AtTheirEnds(thresholds, ends) }).Findings.Any(finding => finding.Code == code)), "no value of its thresholds keeps it silent");
    }

    [Fact]
    public void SentinelDistance_OfMoments_DecidesOnThem()
    {
        long[] ticks = [.. Enumerable.Range(0, FindingCorpus.Rows).Select(row => row % 60 == 0 ? new DateTime(1970, 1, 1).Ticks : new DateTime(1990, 1, 1).AddDays(row * 7919 % 1201).Ticks)];
        var data = new Dataset(new TimestampColumn("born", ticks));
        Finding finding = Assert.Single(data.Profile(s_options).Findings, one => one.Code == "PROF026");
        Assert.Equal(365, finding.Threshold);
        Assert.Contains(finding.Remedy!, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(data.Profile(s_options with { Thresholds = new() { SentinelDistance = TimeSpan.FromDays(365 * 40) } }).Findings, one => one.Code == "PROF026");
    }

    [Theory]
    [InlineData("PROF024", nameof(FindingThresholds.PositiveShare), 1.1)]
    [InlineData("PROF028", nameof(FindingThresholds.RoundedMost), 0)]
    [InlineData("PROF041", nameof(FindingThresholds.TimeGapBeside), 0.6)]
    [InlineData("PROF050", nameof(FindingThresholds.RepeatedByChance), -1)]
    [InlineData("PROF051", nameof(FindingThresholds.RepeatedByChance), -1)]
    [InlineData("PROF085", nameof(FindingThresholds.TrendLevel), -1)]
    [InlineData("PROF095", nameof(FindingThresholds.NearCosine), 2)]
    public void Threshold_BesideTheMainOne_DecidesToo(string code, string threshold, double outOfReach)
    {
        var thresholds = new FindingThresholds();
        typeof(FindingThresholds).GetProperty(threshold)!.SetValue(thresholds, outOfReach);
        Assert.DoesNotContain(FindingCorpus.All[code].Fires().Profile(s_options with { Thresholds = thresholds }).Findings, one => one.Code == code);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Remedy_NamesWhatTheSdkHas(string code)
    {
        string[] remedies = [ProfileReport.FindingKinds.Single(one => one.Code == code).Remedy, FindingCorpus.All[code].Fires().Profile(s_options).Findings.First(one => one.Code == code).Remedy!];
        foreach (string remedy in remedies)
        {
            string[] names = [.. Regex.Matches(Regex.Replace(remedy, "\"[^\"]*\"", ""), "[A-Z][A-Za-z]+").Select(match => match.Value)];
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.True(s_names.Contains(name) || s_framework.Contains(name), $"{remedy}: there is no {name}"));
        }
    }

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

    // Identifiers are held against the number of rows, even spread against the level of a test, personal data against TextOptions.PiiShare.
    private static readonly string[] s_otherLimits = ["PROF003", "PROF027", "PROF069", "PROF070"];
    private static readonly string[] s_framework = ["Any", "FromDays", "IsNaN", "Math", "Min", "NaN", "Round", "ToLowerInvariant", "Trim", "Values"];
    private static readonly HashSet<string> s_names = [.. Directory.GetFiles(Path.Combine(Root(), "src"), "PublicAPI.*.txt", SearchOption.AllDirectories).SelectMany(file => Regex.Matches(File.ReadAllText(file), "[A-Z][A-Za-z]+").Select(match => match.Value))];

    private static double DefaultOf(string threshold) => typeof(FindingThresholds).GetProperty(threshold)!.GetValue(new FindingThresholds()) switch
    {
        TimeSpan span => span.TotalDays,
        var number => Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static FindingThresholds AtTheirEnds(PropertyInfo[] thresholds, int ends)
    {
        var changed = new FindingThresholds();
        for (int i = 0; i < thresholds.Length; i++)
        {
            bool high = (ends >> i & 1) == 1;
            Type type = thresholds[i].PropertyType;
            thresholds[i].SetValue(changed, type == typeof(TimeSpan) ? TimeSpan.FromDays(high ? 1e6 : -1e3) : Convert.ChangeType(high ? 1e9 : -1, type, System.Globalization.CultureInfo.InvariantCulture));
        }

        return changed;
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
