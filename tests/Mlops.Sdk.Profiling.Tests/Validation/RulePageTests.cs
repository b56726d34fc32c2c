namespace Mlops.Sdk.Profiling.Tests.Validation;

/// <summary>docs/validation.md names every kind of rule and every code.</summary>
public sealed class RulePageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Root(), "docs", "validation.md"));

    public static TheoryData<string> Kinds => [.. RuleReader.Kinds, CustomRule.KindName];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Page_NamesTheKind(string kind) =>
        Assert.Contains(s_page.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Split('|')[1]), cell => cell.Split(',').Any(one => one.Trim() == kind));

    [Fact]
    public void Page_NamesTheCodeOfEveryKind()
    {
        foreach (TheoryDataRow<Rule, Column, Column, string> row in RuleKindTests.OneColumn)
        {
            (Rule rule, _, _, string code) = row.Data;
            string line = Assert.Single(s_page.Split('\n'), line => line.StartsWith('|') && line.Split('|')[1].Split(',').Any(one => one.Trim() == rule.Kind));
            Assert.Contains(code, line, StringComparison.Ordinal);
        }
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mlops.Sdk.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
