using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>Keeps a report on a version: its pages, its findings, and what it says of quality in numbers. A profile also suggests which columns hold personal data. The last one under a name stands.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="report">The report: a profile, a validation, any other.</param>
    /// <param name="name">What to call it; null for its kind.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: the reference stands for nothing. MLO6108: the content was erased, and a report would bring values back.</exception>
    public async Task<VersionReport> LogAsync(string reference, Report report, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        string path = Names.ArtifactPath(name ?? report.Kind, nameof(name));
        DatasetVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        (VersionReport kept, (string Column, PiiClass Class)[] pii) = await Task.Run(() => KeepAsync(path, report, cancellationToken), cancellationToken).ConfigureAwait(false);
        await RetryAsync($"The report \"{path}\" on {version}", async () =>
        {
            DatasetVersion now = await ResolveAsync(version.Reference, cancellationToken).ConfigureAwait(false);
            if (now.ErasedAt is not null) throw CatalogErrors.Erased(now);
            return await WriteReportAsync(now, kept, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (pii.Length > 0) await SuggestAsync(version, pii, cancellationToken).ConfigureAwait(false);
        return kept;
    }

    /// <summary>The reports that were kept on a version, by name.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<VersionReport>> ListReportsAsync(string reference, CancellationToken cancellationToken = default) =>
        [.. (await StoredReportsAsync(await ResolveAsync(reference, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)).Select(stored => stored.Report)];

    /// <summary>How the quality of a dataset went from version to version, by the reports that were kept.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6101: there is no such dataset.</exception>
    public async Task<DatasetQualityReport> QualityAsync(string name, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<DatasetVersion> versions = await ListVersionsAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
        ILookup<int, StoredReport> reports = (await _documents.ListAsync(CatalogKinds.Report, name + "/", cancellationToken: cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(report => report.Version);
        return new DatasetQualityReport(name, [.. versions.Select(version => Quality(version, [.. reports[version.Version].Select(stored => stored.Report)]))]);
    }

    /// <summary>What changed in the columns from version to version, in words; the first version changes nothing.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6101: there is no such dataset.</exception>
    public async Task<ImmutableArray<SchemaChange>> SchemaHistoryAsync(string name, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<DatasetVersion> versions = await ListVersionsAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. versions.Select((version, i) => new SchemaChange(version.Version, version.CreatedAt, version.CreatedBy, i == 0 ? [] : SchemaChange.Between(versions[i - 1].Schema, version.Schema)))];
    }

    /// <summary>Says which personal data a column holds, or that it holds none. What a person said stands against what a profile suggests.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="column">The column.</param>
    /// <param name="kind">What it holds, such as <c>Email</c>; null for no personal data.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    public Task<DatasetEntry> ClassifyAsync(string name, string column, string? kind, CancellationToken cancellationToken = default) => ChangeAsync(name, entry => entry.WithColumn(Names.Key(column), old => old with
    {
        Pii = new PiiClass(kind ?? old.Pii?.Kind ?? "None", kind is null ? PiiStatus.Rejected : PiiStatus.Confirmed) { Evidence = old.Pii?.Evidence, DecidedBy = _documents.Actor, DecidedAt = _documents.Now },
    }), cancellationToken);

    internal async Task<IReadOnlyList<StoredReport>> StoredReportsAsync(DatasetVersion version, CancellationToken cancellationToken) =>
        await _documents.ListAsync(CatalogKinds.Report, version.DocumentKey + "/", cancellationToken: cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);

    private async Task<(VersionReport Kept, (string Column, PiiClass Class)[] Pii)> KeepAsync(string path, Report report, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _documents.Now;
        List<RunWrite> writes = await ReportLog.StoreAsync(_artifacts, "", path, report, now, cancellationToken).ConfigureAwait(false);
        var kept = new VersionReport
        {
            Name = path,
            ReportKind = report.Kind,
            CreatedAt = now,
            Metrics = QualityMetrics.Of(report).ToImmutableSortedDictionary(StringComparer.Ordinal),
            Findings = [.. report.Findings],
            Artifacts = [.. writes.OfType<ArtifactLogged>().Select(write => write.Artifact)],
        };
        return (kept, [.. QualityMetrics.PiiOf(report)]);
    }

    // The references of a report that was replaced stay with its former revisions, until the version is purged or erased. The write asks that the version stands, so that an erasure is not passed by.
    private async Task<bool> WriteReportAsync(DatasetVersion version, VersionReport kept, CancellationToken cancellationToken)
    {
        var report = new StoredReport { Dataset = version.Name, Version = version.Version, Report = kept };
        string key = StoredReport.KeyOf(version.Name, version.Version, kept.Name);
        List<DocumentWrite> writes = [CatalogDocuments.Write(CatalogKinds.Report, report, await _documents.RevisionAsync(CatalogKinds.Report.Name, key, cancellationToken).ConfigureAwait(false))];
        foreach (RunArtifact artifact in kept.Artifacts.DistinctBy(artifact => artifact.Sha256))
        {
            (string owner, var blob) = ($"dataset/{version}", new ArtifactBlob(artifact.Sha256, artifact.Size));
            writes.Add(ArtifactReferences.Add(blob, owner, artifact.Path, await _documents.RevisionAsync(ArtifactReferences.Kind, ArtifactReferences.Key(blob.Sha256, owner, artifact.Path), cancellationToken).ConfigureAwait(false)));
        }

        writes.Add(CatalogDocuments.Write(CatalogKinds.Version, version, version.Stamp.Revision));
        if (await _documents.TryWriteAsync(writes, _documents.Audit("report.log", $"dataset/{version}", kept.Name), cancellationToken).ConfigureAwait(false) is { } conflict)
            throw CatalogErrors.Conflict(conflict.Kind, conflict.Key, conflict.Expected, await _documents.Store.Documents.ReadHistoryAsync(conflict.Kind, conflict.Key, cancellationToken).ConfigureAwait(false));
        return true;
    }

    private async Task SuggestAsync(DatasetVersion version, (string Column, PiiClass Class)[] pii, CancellationToken cancellationToken)
    {
        (string Column, PiiClass Class)[] open = [.. pii.Where(suggestion => version.Schema.Contains(suggestion.Column))];
        await ChangeAsync(version.Name, entry => open.Aggregate(entry, (all, suggestion) => all.Column(suggestion.Column).Pii is { Status: not PiiStatus.Suggested } ? all : all.WithColumn(suggestion.Column, column => column with { Pii = suggestion.Class })), cancellationToken).ConfigureAwait(false);
    }

    private static VersionQuality Quality(DatasetVersion version, VersionReport[] reports) => new(version.Version, version.CreatedAt, version.Rows, version.Schema.Count)
    {
        Errors = Sum(reports, QualityMetrics.Errors),
        Warnings = Sum(reports, QualityMetrics.Warnings),
        MissingFraction = Last(reports, QualityMetrics.MissingFraction),
        RulesPassedFraction = Last(reports, QualityMetrics.RulesPassedFraction),
        Codes = [.. reports.SelectMany(report => report.Findings).Where(finding => finding.Severity > Severity.Info).Select(finding => finding.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };

    private static double? Sum(VersionReport[] reports, string metric) => reports.Length == 0 ? null : reports.Sum(report => report.Metrics.GetValueOrDefault(metric));

    private static double? Last(VersionReport[] reports, string metric)
    {
        VersionReport? report = reports.Where(report => report.Metrics.ContainsKey(metric)).MaxBy(report => report.CreatedAt);
        return report?.Metrics[metric];
    }
}
