using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads the content of a version from where it is.</summary>
internal static class VersionContent
{
    public static async Task<Dataset> OpenAsync(IArtifactStore artifacts, string sha256, CancellationToken cancellationToken)
    {
        await using Stream content = await artifacts.OpenAsync(sha256, cancellationToken).ConfigureAwait(false);
        // A file under its hash never changes, so it is mapped rather than copied. Windows does not remove mapped files, which erasure has to.
        if (artifacts is FolderArtifactStore && content is FileStream file && !OperatingSystem.IsWindows()) return await Task.Run(() => Dataset.Open(file.Name, verify: true), cancellationToken).ConfigureAwait(false);
        return await CopyAsync(content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a dataset out of a stream, by way of a temporary file.</summary>
    public static async Task<Dataset> CopyAsync(Stream content, CancellationToken cancellationToken)
    {
        string copy = Path.GetTempFileName();
        try
        {
            await using (var target = new FileStream(copy, FileMode.Create, FileAccess.Write)) await content.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
            return await Task.Run(() => Dataset.Open(copy, verify: true, intoMemory: true), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    public static Dataset ReadLocation(DatasetVersion version, FingerprintDetail? detail, DatasetOpenOptions? options, CancellationToken cancellationToken)
    {
        string path = version.Location!;
        try
        {
            if (options?.Read is { } read) return read(path);
            string kind = Path.GetExtension(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path);
            if (kind.Equals(".mldata", StringComparison.OrdinalIgnoreCase)) return Dataset.Open(path, verify: true);
            if (kind.Equals(".csv", StringComparison.OrdinalIgnoreCase) || kind.Equals(".tsv", StringComparison.OrdinalIgnoreCase)) return Dataset.FromCsv(path, new CsvOptions { Schema = SchemaOf(version, detail) }, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MlopsException or ArgumentException)
        {
            throw CatalogErrors.CannotRead(version, path, e);
        }

        throw CatalogErrors.CannotRead(version, path, null);
    }

    private static Schema SchemaOf(DatasetVersion version, FingerprintDetail? detail)
    {
        Dictionary<string, ValueList<string>> levels = [];
        foreach (ColumnDetail column in detail?.Columns ?? [])
            if (column.Levels is { } known) levels[column.Name] = known;
        return new Schema(version.Schema.Select(field => levels.TryGetValue(field.Name, out ValueList<string> names) ? field with { Levels = new CategoryLevels([.. names]) } : field));
    }
}
