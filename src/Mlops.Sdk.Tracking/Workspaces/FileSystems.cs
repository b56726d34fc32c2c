namespace Mlops.Sdk;

/// <summary>Whether a directory is on this machine: SQLite's log needs memory that all processes share, which no network file system gives.</summary>
internal static class FileSystems
{
    private static readonly HashSet<string> s_network = new(StringComparer.OrdinalIgnoreCase)
    {
        "nfs", "nfs4", "cifs", "smb", "smbfs", "smb2", "smb3", "afs", "afpfs", "ncp", "ncpfs", "coda", "ceph", "lustre", "gpfs", "gfs", "gfs2", "ocfs2", "webdav", "davfs",
    };

    public static bool IsNetwork(string format) => s_network.Contains(format);

    /// <summary>The kind of network file system that a path is on; null when it is on a disk of this machine, or when nobody can tell.</summary>
    public static string? FindNetwork(string path)
    {
        if (OperatingSystem.IsWindows() && path.StartsWith(@"\\", StringComparison.Ordinal)) return "a network share";
        try
        {
            string? existing = path;
            while (existing is not null && !Directory.Exists(existing)) existing = Path.GetDirectoryName(existing);
            if (existing is null) return null;
            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(existing)! : existing);
            if (OperatingSystem.IsWindows()) return drive.DriveType == DriveType.Network ? "a network drive" : null;
            return IsNetwork(drive.DriveFormat) ? drive.DriveFormat : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
