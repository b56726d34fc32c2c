using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>One attempt to take in what is new: the version and the source, with its watermark, are written in one transaction, so that nothing is taken in twice or skipped.</summary>
internal sealed class Ingestion(DataCatalog catalog, CatalogDocuments documents, IArtifactStore artifacts, CatalogSource source, string dataset, IngestOptions options)
{
    private int _number;

    /// <summary>The result, or null when somebody else wrote the source or the dataset at the same time.</summary>
    public async Task<IngestResult?> RowsAsync(Dataset arrived, CancellationToken cancellationToken)
    {
        DatasetVersion? last = await LastAsync(cancellationToken).ConfigureAwait(false);
        string? column = options.WatermarkColumn ?? arrived.Schema.WithRole(ColumnRole.Time).FirstOrDefault()?.Name;
        if (column is null) return await WriteAsync(arrived, last, arrived.RowCount, source with { LastArrival = Arrival(true) }, [], [], [], cancellationToken).ConfigureAwait(false);
        NewRows found = await Task.Run(() => NewRows.Of(arrived[column], source.Watermark), cancellationToken).ConfigureAwait(false);
        ImmutableArray<Finding> findings = [.. FindingsOf(found, column)];
        CatalogSource after = source with { Watermark = found.Watermark, LastArrival = Arrival(found.Rows.Length > 0) };
        Dataset? all = found.Rows.Length == 0 ? null : await AppendAsync(last, found.Rows.Length == arrived.RowCount ? arrived : arrived.Take(found.Rows), cancellationToken).ConfigureAwait(false);
        return await WriteAsync(all, last, found.Rows.Length, after, [], findings, [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The result, or null when somebody else wrote the source or the dataset at the same time.</summary>
    public async Task<IngestResult?> FilesAsync(CancellationToken cancellationToken)
    {
        DatasetVersion? last = await LastAsync(cancellationToken).ConfigureAwait(false);
        List<SourceFiles.Entry> files = await Task.Run(() => SourceFiles.Find(source.Location, catalog.Own), cancellationToken).ConfigureAwait(false);
        Dictionary<string, SourceFiles.Entry> known = await SourceFiles.ReadAsync(artifacts, source.FilesSha256, cancellationToken).ConfigureAwait(false);
        SourceFiles.Entry[] fresh = [.. files.Where(file => !known.ContainsKey(file.Path))];
        ImmutableArray<Finding> findings =
        [
            .. files.Where(file => known.TryGetValue(file.Path, out SourceFiles.Entry? before) && before != file).Select(file =>
                new Finding("CAT003", Severity.Warning, null, $"The file {ErrorText.Show(file.Path)} changed after it was taken in, and was left out. Register the data anew where the change matters.") { Title = "file that changed" }),
        ];
        if (fresh.Length == 0) return await WriteAsync(null, last, 0, source, [], findings, [], cancellationToken).ConfigureAwait(false);
        Dataset arrived = await Task.Run(() => Dataset.Concat(fresh.Select(file => Read(file.Path, cancellationToken))), cancellationToken).ConfigureAwait(false);
        ArtifactBlob list = await SourceFiles.WriteAsync(artifacts, known.Values.Concat(fresh), cancellationToken).ConfigureAwait(false);
        List<DocumentWrite> links = await LinksAsync(list, cancellationToken).ConfigureAwait(false);
        CatalogSource after = source with { FilesSha256 = list.Sha256, LastArrival = Arrival(true) };
        Dataset all = await AppendAsync(last, arrived, cancellationToken).ConfigureAwait(false);
        return await WriteAsync(all, last, arrived.RowCount, after, [.. fresh.Select(file => file.Path)], findings, links, cancellationToken).ConfigureAwait(false);
    }

    // The number first: a version that comes in between is seen by the number, and the attempt is made anew.
    private async Task<DatasetVersion?> LastAsync(CancellationToken cancellationToken)
    {
        _number = await catalog.LastNumberAsync(dataset, cancellationToken).ConfigureAwait(false);
        return await catalog.FindAsync($"{dataset}@{DatasetReference.Latest}", cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<Finding> FindingsOf(NewRows found, string column)
    {
        if (found.Missing > 0)
            yield return new Finding("CAT002", Severity.Warning, column, FormattableString.Invariant($"{found.Missing} rows have no '{column}' and were left out. Fill it in, or take such rows in by hand.")) { Title = "rows without a watermark", Value = found.Missing };
        if (found.Late > 0)
            yield return new Finding("CAT004", Severity.Warning, column, FormattableString.Invariant($"{found.Late} rows came later with the '{column}' of the watermark ({source.Watermark!.Value}), of which {source.Watermark.Rows} rows were taken in, and were left out. Name a column that is greater in every row that arrives, or take such rows in by hand.")) { Title = "rows at the watermark", Value = found.Late };
    }

    private DateTimeOffset? Arrival(bool arrived) => arrived ? DataCatalog.Later(source.LastArrival, documents.Now) : source.LastArrival;

    private Dataset Read(string path, CancellationToken cancellationToken) => options.Read is { } read ? read(path) : Dataset.FromCsv(path, cancellationToken: cancellationToken);

    private async Task<Dataset> AppendAsync(DatasetVersion? last, Dataset fresh, CancellationToken cancellationToken)
    {
        if (last is null) return fresh;
        if (await catalog.Guard.HidesAsync(dataset, cancellationToken).ConfigureAwait(false)) throw AccessErrors.CannotGoOn(dataset);
        return (await catalog.ReadAsync(last, null, cancellationToken).ConfigureAwait(false)).Append(fresh);
    }

    private async Task<List<DocumentWrite>> LinksAsync(ArtifactBlob list, CancellationToken cancellationToken)
    {
        string owner = $"source/{source.Name}", key = ArtifactReferences.Key(list.Sha256, owner, "files");
        List<DocumentWrite> links = [ArtifactReferences.Add(list, owner, "files", await documents.RevisionAsync(ArtifactReferences.Kind, key, cancellationToken).ConfigureAwait(false))];
        if (source.FilesSha256 is { } before && before != list.Sha256)
        {
            string old = ArtifactReferences.Key(before, owner, "files");
            links.Add(new DocumentWrite(ArtifactReferences.Kind, old, await documents.RevisionAsync(ArtifactReferences.Kind, old, cancellationToken).ConfigureAwait(false), null));
        }

        return links;
    }

    private async Task<IngestResult?> WriteAsync(Dataset? all, DatasetVersion? last, long rows, CatalogSource after, ImmutableArray<string> files, ImmutableArray<Finding> findings, List<DocumentWrite> links, CancellationToken cancellationToken)
    {
        if (all is null) return new IngestResult(last, 0, files, source.Watermark, findings);
        DatasetVersionOptions version = options.Version with { Source = source.Name, Location = null, Parents = last is null ? [] : [last.ToString()] };
        var registration = new VersionRegistration(catalog, documents, artifacts, dataset, all, version)
        {
            With = [CatalogDocuments.Write(CatalogKinds.Source, after, source.Stamp.Revision), .. links],
            After = _number,
        };
        DatasetVersion? written = await registration.TryRunAsync(cancellationToken).ConfigureAwait(false);
        return written is null ? null : new IngestResult(written, written.Fingerprint == last?.Fingerprint ? 0 : rows, files, after.Watermark, findings);
    }
}
