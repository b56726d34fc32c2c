namespace Mlops.Sdk;

internal static class TemporaryFile
{
    /// <summary>An empty file that is gone when it is closed.</summary>
    public static FileStream Create() => new(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
}
