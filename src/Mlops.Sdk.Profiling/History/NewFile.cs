namespace Mlops.Sdk;

/// <summary>Writes a file that was not there, whole or not at all.</summary>
internal static class NewFile
{
    private const string GateName = ".history.lock";
    private const int LongestWaitMilliseconds = 10_000, LongestPauseMilliseconds = 20;

    /// <summary>Writes the bytes beside the target and gives them its name; false when another has it, which stays as it is.</summary>
    public static bool Write(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            // To look whether a name is free and to take it are two steps on some systems: one writer at a time does both.
            using FileStream gate = Enter(Path.Combine(Path.GetDirectoryName(path)!, GateName));
            if (File.Exists(path)) return false;
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Held by no more than one handle on the machine, and let go of when its process ends, however that comes about.
    private static FileStream Enter(string path)
    {
        using var never = new ManualResetEventSlim();
        for (int waited = 0, pause = 1; ; waited += pause, pause = Math.Min(2 * pause, LongestPauseMilliseconds))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < LongestWaitMilliseconds)
            {
                never.Wait(pause);
            }
        }
    }
}
