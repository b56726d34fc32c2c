using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>What a version went into: versions that were made of it, runs that worked with one of these (by fingerprint, or by naming it as a source), registered models that came of these runs or whose bundle says that it was fitted on one of these versions, and what of all these may hold rows (<see cref="DatasetUseReport.Copies"/>). To who manages the dataset, CAT021 tells versions of other datasets that show somebody what is hidden from them here.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: the reference stands for nothing.</exception>
    public async Task<DatasetUseReport> UsesOfAsync(string reference, CancellationToken cancellationToken = default) =>
        await UsesOfAsync(await ResolveAsync(reference, cancellationToken).ConfigureAwait(false), [], cancellationToken).ConfigureAwait(false);

    /// <summary>What some rows of a dataset went into: the versions that hold them by their ids, versions that were made of these, the runs and the registered models, and what of these may hold the rows: files that are text are searched for the ids.</summary>
    /// <remarks>Every version of the catalog that has the column is read, of this dataset and of others, also those that were set aside; names of columns are compared in any case. A version that was made of one that holds the rows and lacks the column is read by its column with the role Id, as a column that was renamed keeps its role; where the ids are not found in it, or there is none, it may hold them, and is listed. One that was erased may have held them, and is listed too. One that cannot be read is a finding (CAT020) and counts as holding them. All others are told as not searched (<see cref="DatasetUseReport.NotSearched"/>).</remarks>
    /// <param name="name">The dataset.</param>
    /// <param name="ids">The ids of the rows, as text by the invariant culture.</param>
    /// <param name="idColumn">The column that holds them; null for the one with the role Id.</param>
    /// <param name="options">How content outside of the workspace is read; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6101: there is no such dataset. MLO6117: a version has no single column with the role Id.</exception>
    public async Task<DatasetUseReport> UsesOfRowsAsync(string name, IEnumerable<string> ids, string? idColumn = null, DatasetOpenOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        HashSet<string> wanted = new(ids, StringComparer.Ordinal);
        (List<VersionUse> holding, List<VersionUse> notSearched) = await new RowSearch(this, _documents, wanted, options).RunAsync(name, idColumn, cancellationToken).ConfigureAwait(false);
        DatasetUseReport report = await ReportAsync($"{wanted.Count} rows of {name}", name, holding, wanted, cancellationToken).ConfigureAwait(false);
        return report.With(report.Copies, notSearched);
    }

    internal async Task<DatasetUseReport> UsesOfAsync(DatasetVersion version, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var uses = new DatasetUses(_documents);
        IReadOnlyList<DatasetVersion> same = await FindByFingerprintAsync(version.Fingerprint, cancellationToken).ConfigureAwait(false);
        List<VersionUse> versions = await uses.DerivedAsync([new VersionUse(version, "itself"), .. same.Where(other => other.DocumentKey != version.DocumentKey).Select(other => new VersionUse(other, "the same values"))], cancellationToken).ConfigureAwait(false);
        return await ReportAsync(version.ToString(), version.Name, versions, ids, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DatasetUseReport> ReportAsync(string subject, string dataset, IReadOnlyCollection<VersionUse> versions, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var uses = new DatasetUses(_documents);
        List<RunUse> runs = await uses.RunsAsync(versions.Select(use => use.Version), cancellationToken).ConfigureAwait(false);
        List<ModelVersion> models = await uses.ModelsAsync(runs, versions, cancellationToken).ConfigureAwait(false);
        List<DataCopy> copies = await new DataCopies(_documents.Store, _artifacts, ids).FindAsync(versions, runs, models, cancellationToken).ConfigureAwait(false);
        return new DatasetUseReport(subject, [.. versions], [.. runs], [.. models], [.. copies], await ShownAsync(dataset, versions, cancellationToken).ConfigureAwait(false));
    }

    // Rights and policies are those of a dataset: what is made of it has its own.
    private async Task<ImmutableArray<Finding>> ShownAsync(string dataset, IEnumerable<VersionUse> versions, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (DatasetVersion copy in versions.Select(use => use.Version).Where(version => version.Name != dataset && version.ErasedAt is null).GroupBy(version => version.Name, StringComparer.Ordinal).Select(copies => copies.Last()))
            foreach ((string hidden, string[] to) in await Guard.ShownByAsync(copy, dataset, cancellationToken).ConfigureAwait(false))
                findings.Add(new Finding("CAT021", Severity.Warning, null, $"{copy} was made of \"{dataset}\" and shows {ErrorText.ShowSome(to)} what {hidden} hides there. Set the same on dataset \"{copy.Name}\", or let them not read it.") { Title = "copy that shows what is hidden" });
        return [.. findings];
    }

    internal static string IdOf(DatasetVersion version) =>
        version.Schema.WithRole(ColumnRole.Id).ToArray() is [var only] ? only.Name : throw CatalogErrors.NoIds(version);
}
