using System.Text;

namespace Mlops.Sdk;

/// <summary>Writes a file so that a reader sees the old one or the new one, never half of it.</summary>
internal static class AtomicFile
{
    public static void WriteText(string path, string text)
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
            File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
