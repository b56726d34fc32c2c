using System.Security.Cryptography;

namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>Writes a version into a folder that others can read: the data as CSV, and its description in Croissant 1.1 with the hash of the file. What Croissant asks for and the catalog does not know is a finding (CAT040).</summary>
    /// <param name="reference">The version.</param>
    /// <param name="directory">The folder; it is made where it is not there, and files of these names are replaced.</param>
    /// <param name="options">How content outside of the workspace is read; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: the reference stands for nothing. MLO6106 to MLO6109, MLO6116: the content cannot be had.</exception>
    public async Task<CroissantExport> ExportCroissantAsync(string reference, string directory, DatasetOpenOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        DatasetVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        Dataset data = await OpenAsync(version.ToString(), options, cancellationToken).ConfigureAwait(false);
        DatasetEntry entry = await GetAsync(version.Name, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(directory);
        string file = $"{CroissantWriter.IdOf(version.Name)}.csv", path = Path.Combine(directory, file), metadata = Path.Combine(directory, "croissant.json");
        await Task.Run(() => data.SaveCsv(path, cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
        await using (FileStream written = File.OpenRead(path))
        {
            string sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken).ConfigureAwait(false));
            await File.WriteAllBytesAsync(metadata, CroissantWriter.Write(entry, AsSeen(version, data), file, sha256, written.Length), cancellationToken).ConfigureAwait(false);
        }

        (string Name, bool Known)[] asked = [("description", entry.Description is not null), ("license", entry.License is not null), ("url", entry.Url is not null), ("creator", entry.Owners.Count > 0)];
        return new CroissantExport(metadata, path, [.. asked.Where(property => !property.Known).Select(property => new Finding("CAT040", Severity.Warning, null, $"Croissant asks for {property.Name}, and the catalog does not know it. Set it with Catalog.ChangeAsync(\"{entry.Name}\", ...).") { Title = "not known to the catalog" })]);
    }

    /// <summary>Takes over what a Croissant description says of a dataset: description, license, page, citation, creators as owners, keywords as tags, and descriptions of columns. What it does not say stays as it is. No data is fetched.</summary>
    /// <param name="json">The description, Croissant 1.0 or 1.1.</param>
    /// <param name="name">The dataset; null for the name in the description.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6115: the text is no Croissant description.</exception>
    /// <exception cref="ArgumentException">The name breaks the rules for names; give another.</exception>
    public async Task<DatasetEntry> ImportCroissantAsync(string json, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(json);
        DatasetEntry said = CroissantReader.Read(json, name).Checked();
        return await RetryAsync($"The dataset \"{said.Name}\"", async () =>
        {
            DatasetEntry? entry = await _documents.FindAsync(CatalogKinds.Dataset, said.Name, cancellationToken).ConfigureAwait(false);
            if (entry is null) return await SaveAsync(said with { Stamp = new CatalogStamp(await _documents.RevisionAsync(CatalogKinds.Dataset.Name, said.Name, cancellationToken).ConfigureAwait(false), default, null) }, cancellationToken).ConfigureAwait(false);
            DatasetEntry merged = entry with
            {
                Description = said.Description ?? entry.Description,
                License = said.License ?? entry.License,
                Url = said.Url ?? entry.Url,
                Citation = said.Citation ?? entry.Citation,
                Owners = [.. entry.Owners.Union(said.Owners)],
                Tags = [.. entry.Tags.Union(said.Tags)],
            };
            return await SaveAsync(said.Columns.Aggregate(merged, (all, column) => all.WithColumn(column.Name, old => old with { Description = column.Description })), cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }
}
