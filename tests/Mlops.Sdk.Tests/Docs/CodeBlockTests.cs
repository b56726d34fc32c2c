using System.Text.RegularExpressions;

namespace Mlops.Sdk.Tests.Docs;

/// <summary>Every C# block in the README and the docs is a region of a sample, which CI compiles and runs.</summary>
public sealed partial class CodeBlockTests
{
    public static TheoryData<string> Pages =>
    [
        .. new[] { "README.md" }.Concat(Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Repository.Root, path))),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_CodeBlocks_AreRegionsOfSamples(string page)
    {
        string text = File.ReadAllText(Repository.PathOf(page)).ReplaceLineEndings("\n");
        string[] regions = [.. Samples()];
        foreach (Match block in Block().Matches(text))
            Assert.True(regions.Contains(block.Groups["code"].Value.Trim()), $"{page}: this block is no region of a sample:\n{block.Groups["code"].Value}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_Links_LeadSomewhere(string page)
    {
        string folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        foreach (Match link in Link().Matches(File.ReadAllText(Repository.PathOf(page))))
        {
            string target = Path.Combine(folder, link.Groups["target"].Value.Split('#')[0]);
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{page}: '{link.Groups["target"].Value}' is not there.");
        }
    }

    private static IEnumerable<string> Samples() =>
        from path in Repository.SourceFiles("samples")
        from Match region in Region().Matches(File.ReadAllText(path).ReplaceLineEndings("\n"))
        select region.Groups["code"].Value.Trim();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\s*#region [^\n]*\n(?<code>.*?)^\s*#endregion", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Region();

    [GeneratedRegex(@"\]\((?<target>(?!https?:|#)[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
