namespace Mlops.Sdk;

/// <summary>Where a path leads when every link on the way is followed as the system follows it. What is not there has no links.</summary>
internal static class RealPath
{
    // No system follows more, so nothing is opened behind them.
    private const int MostLinks = 64;

    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows() && (full.StartsWith(@"\\?\", StringComparison.Ordinal) || full.StartsWith(@"\\.\", StringComparison.Ordinal)))
            full = FileSystems.IsShare(full) ? @"\\" + full[8..] : full[4..];
        string at = Path.GetPathRoot(full)!;
        Stack<string> rest = [];
        Push(full[at.Length..]);
        for (int links = 0; rest.TryPop(out string? part);)
        {
            if (part is "" or ".") continue;
            if (part == "..")
            {
                at = Path.GetDirectoryName(at) ?? at;
                continue;
            }

            string next = Path.Combine(at, part);
            if (TargetOf(next) is not { } target || ++links > MostLinks)
            {
                at = next;
                continue;
            }

            string root = Path.GetPathRoot(target) ?? "";
            if (root.Length > 0) at = root;
            Push(target[root.Length..]);
        }

        return at;

        void Push(string parts)
        {
            foreach (string part in parts.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse()) rest.Push(part);
        }
    }

    /// <summary>What a link says; null when it is none.</summary>
    public static string? TargetOf(string path) => (Directory.Exists(path) ? (FileSystemInfo)new DirectoryInfo(path) : new FileInfo(path)).LinkTarget;
}
