using System.Security.Cryptography;

namespace Mlops.Sdk;

/// <summary>Holds the files of a folder against a signed statement.</summary>
internal static class SignedFolder
{
    private const int MostNamed = 8;

    /// <exception cref="SignatureException">A file was changed, added or taken away, or is a link.</exception>
    public static void Require(string folder, string signaturePath, SignedStatement statement)
    {
        Dictionary<string, string> expected = statement.Files.ToDictionary(file => file.Name, file => file.Digest, StringComparer.Ordinal);
        List<string> wrong = [];
        foreach (string path in Walk(folder, wrong))
        {
            string name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (path == signaturePath || IsIgnored(name, statement)) continue;
            if (!expected.Remove(name, out string? digest)) wrong.Add($"\"{name}\" was added");
            else if (HashOf(path) != digest) wrong.Add($"\"{name}\" was changed");
        }

        wrong.AddRange(expected.Keys.Order(StringComparer.Ordinal).Select(name => $"\"{name}\" is missing"));
        if (wrong.Count > 0) throw new SignatureException(string.Join(", ", wrong.Take(MostNamed)) + (wrong.Count > MostNamed ? FormattableString.Invariant($" and {wrong.Count - MostNamed} more") : ""));
    }

    private static IEnumerable<string> Walk(string folder, List<string> wrong)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            // A link could lead to content that changes after it was hashed, or out of the folder.
            if (entry.LinkTarget is not null) wrong.Add($"\"{entry.Name}\" is a link");
            else if (entry is DirectoryInfo) foreach (string path in Walk(entry.FullName, wrong)) yield return path;
            else yield return entry.FullName;
        }
    }

    private static bool IsIgnored(string name, SignedStatement statement) =>
        statement.IgnoredPaths.Any(ignored => name == ignored || name.StartsWith(ignored.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static string HashOf(string path)
    {
        using FileStream content = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
