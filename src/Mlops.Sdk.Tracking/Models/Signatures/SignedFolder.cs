namespace Mlops.Sdk;

/// <summary>Holds the files of a folder against a signed statement.</summary>
internal static class SignedFolder
{
    private const int MostNamed = 8;
    private static readonly string[] s_ignored = [".git", ".gitattributes", ".github", ".gitignore"];

    /// <exception cref="SignatureException">A file was changed, added or taken away, or is a link.</exception>
    public static void Require(string folder, string signaturePath, SignedStatement statement)
    {
        Dictionary<string, SignedFile> expected = statement.Files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        List<string> wrong = [];
        foreach (string path in Walk(folder, wrong))
        {
            string name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (path == signaturePath || IsIgnored(name, statement)) continue;
            using FileStream content = File.OpenRead(path);
            if (expected.Remove(name, out SignedFile? file)) wrong.AddRange(file.Is(content) ? [] : [$"\"{name}\" was changed"]);
            // In pieces the format says nothing of an empty file.
            else if (statement.ShardSize is null || content.Length > 0) wrong.Add($"\"{name}\" was added");
        }

        wrong.AddRange(expected.Keys.Order(StringComparer.Ordinal).Select(name => $"\"{name}\" is missing"));
        if (wrong.Count > 0) throw new SignatureException(string.Join(", ", wrong.Take(MostNamed)) + (wrong.Count > MostNamed ? FormattableString.Invariant($" and {wrong.Count - MostNamed} more") : ""));
    }

    /// <summary>What a signature over a folder states: every file but those that the format leaves out at the top.</summary>
    /// <exception cref="SignatureException">There is a link in it, or nothing at all.</exception>
    public static SignedStatement Of(string folder, string? signatureName, long? shardSize)
    {
        List<string> wrong = [];
        var statement = new SignedStatement([], [.. s_ignored.Concat(signatureName is null ? [] : [signatureName]).Order(StringComparer.Ordinal)], shardSize);
        List<SignedFile> files = [];
        foreach (string path in Walk(folder, wrong))
        {
            string name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (IsIgnored(name, statement)) continue;
            using FileStream content = File.OpenRead(path);
            files.Add(SignedFile.Of(name, content, shardSize));
        }

        if (wrong.Count > 0) throw new SignatureException(string.Join(", ", wrong.Take(MostNamed)));
        if (files.All(file => file.Digests.IsEmpty)) throw new SignatureException("there is no file to sign");
        return statement with { Files = [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)] };
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
}
