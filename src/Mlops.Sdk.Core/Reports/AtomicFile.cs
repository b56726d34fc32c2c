using System.Text;

namespace Mlops.Sdk;

/// <summary>Writes a file so that a reader sees the old one or the new one, never half of it.</summary>
internal static class AtomicFile
{
    public static void WriteText(string path, string text) =>
        Write(path, temporary => File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));

    /// <summary>Lets a file be written beside the target and then puts it in its place.</summary>
    public static void Write(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string target = Path.GetFullPath(path);
        if (Path.GetDirectoryName(target) is { } directory)
        {
            Directory.CreateDirectory(directory);
        }

        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            write(temporary);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
