namespace Mlops.Sdk;

/// <summary>Reads the commit of a git work tree from its files, without a process.</summary>
internal static class GitHead
{
    private const string Reference = "ref: ";

    /// <summary>The commit and branch of the work tree that a directory lies in; null when it lies in none, or when nothing is committed.</summary>
    public static (string Commit, string? Branch)? Find(string directory)
    {
        try
        {
            for (DirectoryInfo? folder = new(directory); folder is not null; folder = folder.Parent)
                if (GitFolder(Path.Combine(folder.FullName, ".git")) is string git)
                    return Read(git);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A repository that cannot be read is a fact that stays unknown; it is no reason to stop a run.
        }

        return null;
    }

    private static string? GitFolder(string path)
    {
        if (Directory.Exists(path)) return path;
        if (!File.Exists(path)) return null;
        // A worktree or submodule: a file that says where the folder is.
        string text = File.ReadAllText(path).Trim();
        return text.StartsWith("gitdir: ", StringComparison.Ordinal) ? Path.GetFullPath(text["gitdir: ".Length..], Path.GetDirectoryName(path)!) : null;
    }

    private static (string, string?)? Read(string git)
    {
        string head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
        if (!head.StartsWith(Reference, StringComparison.Ordinal)) return IsCommit(head) ? (head, null) : null;
        string name = head[Reference.Length..];
        string branch = name.StartsWith("refs/heads/", StringComparison.Ordinal) ? name["refs/heads/".Length..] : name;
        string shared = Path.Combine(git, "commondir");
        string common = File.Exists(shared) ? Path.GetFullPath(File.ReadAllText(shared).Trim(), git) : git;
        string? commit = Loose(git, name) ?? Loose(common, name) ?? Packed(common, name);
        return commit is null ? null : (commit, branch);
    }

    private static string? Loose(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        if (!File.Exists(path)) return null;
        string commit = File.ReadAllText(path).Trim();
        return IsCommit(commit) ? commit : null;
    }

    private static string? Packed(string folder, string name)
    {
        string path = Path.Combine(folder, "packed-refs");
        if (!File.Exists(path)) return null;
        string? line = File.ReadLines(path).FirstOrDefault(line => line.EndsWith(" " + name, StringComparison.Ordinal));
        return line?.Split(' ')[0] is string commit && IsCommit(commit) ? commit : null;
    }

    private static bool IsCommit(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigit);
}
