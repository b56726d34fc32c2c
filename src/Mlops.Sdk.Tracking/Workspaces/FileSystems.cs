namespace Mlops.Sdk;

/// <summary>
/// Whether a directory is on this machine. SQLite's log (https://sqlite.org/wal.html, section 8) needs memory that all who have the database open share, and locks that all of them see.
/// File systems that other kernels write to as well have neither: a server, other members of a cluster, or the host of a virtual machine, each has pages of its own. What fails there is damage and no error, so these are refused by their names.
/// </summary>
internal static class FileSystems
{
    // As the kernel names them: Linux in /proc/self/mountinfo, macOS in statfs. Those by way of FUSE are fuse.NAME on Linux.
    private static readonly HashSet<string> s_network = new(StringComparer.OrdinalIgnoreCase)
    {
        // Servers of files.
        "nfs", "nfs3", "nfs4", "cifs", "smb", "smbfs", "smb2", "smb3", "smbnetfs", "afs", "auristorfs", "afpfs", "ncp", "ncpfs", "coda", "webdav", "davfs", "davfs2", "ftp", "curlftpfs", "sshfs",
        // Clusters, also those over shared disks: their locks reach other machines, memory does not.
        "ceph", "ceph-fuse", "glusterfs", "lustre", "lustre_lite", "gpfs", "beegfs", "beegfs_nodev", "fhgfs", "orangefs", "pvfs2", "panfs", "wekafs", "quobyte", "mfs", "lizardfs", "saunafs", "seaweedfs", "juicefs", "gfs", "gfs2", "ocfs2", "acfs", "cvfs", "snfs", "exafs", "hdfs", "fuse_dfs", "alluxio", "alluxio-fuse", "objectivefs",
        // Object stores and drives of the web.
        "s3fs", "goofys", "geesefs", "mountpoint-s3", "gcsfuse", "blobfuse", "blobfuse2", "rclone", "s3ql", "google-drive-ocamlfuse", "onedriver", "gvfsd-fuse", "kio-fuse",
        // Folders of the host in a virtual machine, WSL and Docker Desktop among them.
        "9p", "v9fs", "virtiofs", "drvfs", "vboxsf", "vmhgfs", "vmhgfs-fuse", "prl_fs", "grpcfuse", "osxfs", "fakeowner",
    };

    /// <summary>Whether other kernels than this one write to file systems of a format.</summary>
    public static bool IsNetwork(string format) => s_network.Contains(format.StartsWith("fuse.", StringComparison.OrdinalIgnoreCase) ? format[5..] : format);

    /// <summary>The kind of network file system that a path is on; null when it is on a disk of this machine, or when nobody can tell.</summary>
    public static string? FindNetwork(string path)
    {
        if (OperatingSystem.IsWindows()) path = RealPath.Of(path);
        if (OperatingSystem.IsWindows() && IsShare(path)) return "a network share";
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

    /// <summary>Whether a full path of Windows names a server: <c>\\server\share</c>, <c>\\?\UNC\server\share</c>; <c>\\?\C:\</c> and <c>\\.\C:\</c> name a disk.</summary>
    public static bool IsShare(string path)
    {
        path = path.Replace('/', '\\');
        if (!path.StartsWith(@"\\", StringComparison.Ordinal)) return false;
        return path.Length < 4 || path[2] is not ('?' or '.') || path[3] != '\\' || path.AsSpan(4).StartsWith(@"UNC\", StringComparison.OrdinalIgnoreCase);
    }
}
