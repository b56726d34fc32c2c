using System.Reflection;

namespace Mlops.Sdk.Tests.Architecture;

/// <summary>The packages that have code, by name.</summary>
internal static class Packages
{
    public static IEnumerable<string> Names { get; } = Directory.GetDirectories(Repository.PathOf("src"))
        .Select(path => Path.GetFileName(path)!)
        .Where(name => name != "Mlops.Sdk")
        .Order(StringComparer.Ordinal)
        .ToArray();

    public static Assembly Load(string package) => Assembly.Load(new AssemblyName(package));
}
