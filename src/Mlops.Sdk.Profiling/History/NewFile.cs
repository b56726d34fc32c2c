namespace Mlops.Sdk;

/// <summary>Writes a file that was not there, whole or not at all.</summary>
internal static class NewFile
{
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

            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
