using System.Globalization;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The files of a source that were taken in, by path, size and time of change: a million of them are looked at without being opened.</summary>
internal static class SourceFiles
{
    /// <summary>A file as it was when it was looked at.</summary>
    public sealed record Entry(string Path, long Size, long Ticks);

    /// <summary>The files that a location stands for, by path.</summary>
    /// <exception cref="ArgumentException">A pattern stands in a folder's name.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="MlopsException">MLO6120: a file is one of the workspace's own.</exception>
    public static List<Entry> Find(string location, OwnFiles own)
    {
        string full = Path.GetFullPath(location), folder = Path.GetDirectoryName(full) ?? full, name = Path.GetFileName(full);
        if (SourceLocation.IsPattern(folder)) throw new ArgumentException($"The location {ErrorText.Show(location)} has a pattern in a folder. Put * and ? into the name of the file only.", nameof(location));
        List<Entry> files = !SourceLocation.IsPattern(location) ? [Of(new FileInfo(full))] : [.. new DirectoryInfo(folder).EnumerateFiles(name, new EnumerationOptions { MatchType = MatchType.Simple, IgnoreInaccessible = false }).Select(Of).OrderBy(file => file.Path, StringComparer.Ordinal)];
        own.Refuse(files.Select(file => file.Path));
        return files;
    }

    public static async Task<Dictionary<string, Entry>> ReadAsync(IArtifactStore artifacts, string? sha256, CancellationToken cancellationToken)
    {
        Dictionary<string, Entry> files = new(StringComparer.Ordinal);
        if (sha256 is null) return files;
        await using Stream content = await artifacts.OpenAsync(sha256, cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(content, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            string[] parts = line.Split('\t', 3);
            if (parts.Length == 3 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long size) && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)) files[parts[2]] = new Entry(parts[2], size, ticks);
        }

        return files;
    }

    public static async Task<ArtifactBlob> WriteAsync(IArtifactStore artifacts, IEnumerable<Entry> files, CancellationToken cancellationToken)
    {
        await using FileStream list = TemporaryFile.Create();
        await using (var writer = new StreamWriter(list, new UTF8Encoding(false), leaveOpen: true))
        {
            foreach (Entry file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
                await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{file.Size}\t{file.Ticks}\t{file.Path}\n")).ConfigureAwait(false);
        }

        list.Position = 0;
        return await artifacts.PutAsync(list, cancellationToken).ConfigureAwait(false);
    }

    // A line break in a name would end the line of the list.
    private static Entry Of(FileInfo file)
    {
        if (file.FullName.AsSpan().IndexOfAny('\n', '\r') >= 0) throw new ArgumentException($"The name of the file {ErrorText.Show(file.FullName)} holds a line break. Rename it.", nameof(file));
        return new Entry(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks);
    }
}
