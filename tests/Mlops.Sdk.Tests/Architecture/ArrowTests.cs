using System.Xml.Linq;

namespace Mlops.Sdk.Tests.Architecture;

public sealed class ArrowTests
{
    public static TheoryData<string> Packages => [.. Directory.GetDirectories(Repository.PathOf("src")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Project_References_AreThoseOfTheTable(string package)
    {
        XDocument project = XDocument.Load(Repository.PathOf("src", package, package + ".csproj"));
        string[] references = [.. project.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).Order(StringComparer.Ordinal)];
        Assert.True(Table.TryGetValue(package, out string[]? allowed), $"'{package}' is not in the table of docs/architecture.md.");
        Assert.Equal(allowed, references);
    }

    [Fact]
    public void Table_EveryPackage_HasAProject() => Assert.All(Table.Keys, package => Assert.True(File.Exists(Repository.PathOf("src", package, package + ".csproj")), package));

    [Theory]
    [MemberData(nameof(Packages))]
    public void Project_Internals_AreVisibleToItsTestsOnly(string package)
    {
        XDocument project = XDocument.Load(Repository.PathOf("src", package, package + ".csproj"));
        Assert.All(project.Descendants("InternalsVisibleTo"), friend => Assert.EndsWith("Tests", (string)friend.Attribute("Include")!, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_HasAReadme(string package) => Assert.True(File.ReadAllText(Repository.PathOf("src", package, "README.md")).Length > 200, $"src/{package}/README.md should say when to reference the package.");

    private static Dictionary<string, string[]> Table { get; } = File.ReadLines(Repository.PathOf("docs", "architecture.md"))
        .Where(line => line.StartsWith("| Mlops.Sdk", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1], cells => cells[2].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
}
