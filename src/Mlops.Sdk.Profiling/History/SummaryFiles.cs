using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Summaries beside the periods that they belong to, named by what they hold, so that writing one never changes another.</summary>
internal static class SummaryFiles
{
    public const string Extension = ".summary";

    private const int HashDigits = 16;

    /// <summary>Writes a summary; its file has no meaning until a period names it.</summary>
    public static (string File, string Hash) Write(string folder, string name, ProfileSummary summary)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true)) summary.WriteTo(writer);
        byte[] bytes = stream.ToArray();
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes)), file = $"{name}.{hash[..HashDigits]}{Extension}";
        NewFile.Write(Path.Combine(folder, file), bytes);
        return (file, hash);
    }

    /// <summary>Reads a summary after its hash was checked.</summary>
    /// <exception cref="MlopsException">MLO3114: it is gone or damaged.</exception>
    public static ProfileSummary Read(string folder, ProfilePeriod period, IEnumerable<ColumnMetric>? metrics)
    {
        string path = Path.Combine(folder, period.SummaryFile!);
        if (!File.Exists(path)) throw new MlopsException("MLO3114", $"The summary '{path}' of a profile history is gone. Append the period again to another folder, or read fewer periods.");
        byte[] bytes = File.ReadAllBytes(path);
        if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), period.SummaryHash, StringComparison.Ordinal))
            throw new MlopsException("MLO3114", $"The summary '{path}' of a profile history is not what was written (its SHA-256 differs). Restore the file, or take the period out and append it again.");
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        return ProfileSummary.ReadFrom(reader, metrics);
    }
}
