using System.Runtime.CompilerServices;
using System.Text;

namespace Mlops.Sdk.Tests;

/// <summary>Compares text with an approved file beside the test. To approve a change, rename <c>*.received.*</c> to <c>*.approved.*</c>.</summary>
public static class Approval
{
    /// <param name="text">What came out.</param>
    /// <param name="name">A name with an extension: <c>sample.html</c> is compared with <c>sample.approved.html</c>.</param>
    /// <param name="testFile">Filled in by the compiler.</param>
    public static void Verify(string text, string name, [CallerFilePath] string testFile = "")
    {
        string folder = Folder(testFile);
        string stem = Path.GetFileNameWithoutExtension(name), extension = Path.GetExtension(name);
        string approved = Path.Combine(folder, $"{stem}.approved{extension}");
        string received = Path.Combine(folder, $"{stem}.received{extension}");
        string actual = text.ReplaceLineEndings("\n");
        string? expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : null;
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual, new UTF8Encoding(false));
        Assert.Fail(expected is null
            ? $"There is no {Path.GetFileName(approved)} yet; look at {received} and rename it."
            : $"{Path.GetFileName(received)} differs from the approved text at {Difference(expected, actual)}");
    }

    private static string Difference(string expected, string actual)
    {
        string[] wanted = expected.Split('\n'), got = actual.Split('\n');
        int line = 0;
        while (line < wanted.Length && line < got.Length && wanted[line] == got[line])
        {
            line++;
        }

        return $"line {line + 1}:\n approved: {wanted.ElementAtOrDefault(line)}\n received: {got.ElementAtOrDefault(line)}";
    }

    // In a reproducible build the compiler writes /_/ for the root of the repository.
    private static string Folder(string testFile)
    {
        string folder = Path.GetDirectoryName(testFile)!;
        if (Directory.Exists(folder))
        {
            return folder;
        }

        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Mlops.Sdk.sln")))
        {
            root = root.Parent;
        }

        Assert.NotNull(root);
        return Path.Combine(root.FullName, folder.Replace('\\', '/').Replace("/_/", "", StringComparison.Ordinal));
    }
}
