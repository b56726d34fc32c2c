using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Finds the files of a path or pattern.</summary>
internal static class FileList
{
    private static readonly char[] s_wild = ['*', '?', '['];

    /// <summary>The files that a path names or a pattern matches, in ordinal order of their paths.</summary>
    /// <remarks>A path of an existing file is that file, whatever characters it has; anything else with <c>*</c>, <c>?</c> or <c>[</c> is a pattern, in which <c>**</c> stands for folders.</remarks>
    public static ImmutableArray<string> Resolve(DuckDbSession session, string pathOrGlob)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pathOrGlob);
        SqlText.Checked(pathOrGlob);
        if (File.Exists(pathOrGlob)) return [pathOrGlob];
        int scheme = pathOrGlob.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 1 && pathOrGlob.Take(scheme).All(char.IsAsciiLetterOrDigit))
            throw new MlopsException("MLO1605", $"'{pathOrGlob}' is an address on a network; files of this machine are read. Copy it here first.");
        if (Directory.Exists(pathOrGlob))
            throw new MlopsException("MLO1600", $"'{pathOrGlob}' is a folder. Give a pattern for the files in it, such as '{Path.Combine(pathOrGlob, "*.parquet")}', or '{Path.Combine(pathOrGlob, "**", "*.parquet")}' with its subfolders.");
        if (pathOrGlob.IndexOfAny(s_wild) < 0) throw NotThere(pathOrGlob);
        List<string?[]> rows = session.Rows($"SELECT file FROM glob({SqlText.Literal(pathOrGlob)})", $"'{pathOrGlob}'");
        if (rows.Count == 0) throw new MlopsException("MLO1600", $"No file matches the pattern '{pathOrGlob}'{(Path.IsPathFullyQualified(pathOrGlob) ? "" : $" under '{Directory.GetCurrentDirectory()}'")}. Correct it; ** stands for any folders.");
        return [.. rows.Select(row => row[0]!).Order(StringComparer.Ordinal)];
    }

    /// <summary>A path as a pattern that matches it alone.</summary>
    public static string Escape(string path)
    {
        if (path.IndexOfAny(s_wild) < 0) return path;
        return string.Concat(path.Select(one => Array.IndexOf(s_wild, one) >= 0 ? $"[{one}]" : one.ToString()));
    }

    /// <summary>What a file holds, by its name.</summary>
    public static InputFormat FormatOf(string path)
    {
        string name = path;
        foreach (string packed in (ReadOnlySpan<string>)[".gz", ".zst"])
            if (name.EndsWith(packed, StringComparison.OrdinalIgnoreCase)) name = name[..^packed.Length];
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".parquet" or ".pq" or ".parq" => InputFormat.Parquet,
            ".csv" or ".tsv" or ".txt" or ".data" => InputFormat.Csv,
            ".json" or ".jsonl" or ".ndjson" => InputFormat.Json,
            _ => throw new ArgumentException($"'{path}' does not tell by its name what it holds. Names end in .parquet, .csv, .tsv, .json, .jsonl or .ndjson, the last five also with .gz or .zst; or read the file in the SQL itself, for example with read_csv('...').", nameof(path)),
        };
    }

    private static MlopsException NotThere(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        if (!Directory.Exists(folder)) return new MlopsException("MLO1600", $"There is no file '{path}': the folder '{folder}' is not there. Correct the path.");
        string? near = NearestNames.Find(Path.GetFileName(path), Directory.EnumerateFiles(folder).Take(10_000).Select(found => Path.GetFileName(found)));
        return new MlopsException("MLO1600", $"There is no file '{path}' in '{folder}'.{(near is null ? " Correct the path." : $" Did you mean '{near}'?")}");
    }
}
