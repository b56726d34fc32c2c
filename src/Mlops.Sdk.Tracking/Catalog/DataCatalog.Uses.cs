using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    private const int BatchRows = DatasetFingerprint.BlockRows;

    /// <summary>What a version went into: versions that were made of it, runs that worked with one of these (by fingerprint, or by naming it as a source), registered models that came of these runs or whose bundle says that it was fitted on one of these versions, and what of all these may hold rows (<see cref="DatasetUseReport.Copies"/>). To who manages the dataset, CAT021 tells versions of other datasets that show somebody what is hidden from them here.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: the reference stands for nothing.</exception>
    public async Task<DatasetUseReport> UsesOfAsync(string reference, CancellationToken cancellationToken = default) =>
        await UsesOfAsync(await ResolveAsync(reference, cancellationToken).ConfigureAwait(false), [], cancellationToken).ConfigureAwait(false);

    /// <summary>What some rows of a dataset went into: the versions that hold them by their ids, versions that were made of these, the runs and the registered models, and what of these may hold the rows: files that are text are searched for the ids.</summary>
    /// <remarks>Every version of the dataset is read, also those that were set aside, and so is every version that was made of one that holds the rows and has the same column. One without that column may hold them, and is listed. One that was erased may have held them, and is listed too. One that cannot be read is a finding (CAT020) and counts as holding them.</remarks>
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
        List<(VersionUse Use, string Column)> holding = [];
        HashSet<string> looked = [];
        foreach (DatasetVersion version in await ListVersionsAsync(name, includeDeleted: true, cancellationToken).ConfigureAwait(false))
        {
            looked.Add(version.DocumentKey);
            string column = idColumn ?? IdOf(version);
            if (await LookAsync(version, wanted, column, "holds the rows", options, cancellationToken).ConfigureAwait(false) is { } use) holding.Add((use, column));
        }

        for (int i = 0; i < holding.Count; i++)
        {
            (DatasetVersion parent, string column) = (holding[i].Use.Version, holding[i].Column);
            await foreach (DatasetVersion child in _documents.ListAsync(CatalogKinds.Version, null, [new DocumentTermFilter("parent", [parent.Fingerprint])], cancellationToken).ConfigureAwait(false))
            {
                if (!looked.Add(child.DocumentKey)) continue;
                VersionUse? use = child.Schema.Contains(column)
                    ? await LookAsync(child, wanted, column, $"made of {parent}, and holds the rows", options, cancellationToken).ConfigureAwait(false)
                    : new VersionUse(child, $"made of {parent}, without the column '{column}', so it may hold them");
                if (use is not null) holding.Add((use, column));
            }
        }

        return await ReportAsync($"{wanted.Count} rows of {name}", name, [.. holding.Select(held => held.Use)], wanted, cancellationToken).ConfigureAwait(false);
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

    private static string IdOf(DatasetVersion version) =>
        version.Schema.WithRole(ColumnRole.Id).ToArray() is [var only] ? only.Name : throw CatalogErrors.NoIds(version);

    private async Task<VersionUse?> LookAsync(DatasetVersion version, HashSet<string> ids, string column, string why, DatasetOpenOptions? options, CancellationToken cancellationToken)
    {
        if (version.ErasedAt is not null) return new VersionUse(version, "its content was erased, so it may have held them");
        if (await Guard.HidesAsync(version.Name, cancellationToken).ConfigureAwait(false)) return new VersionUse(version, "", null, "parts of it are hidden from who asks; an owner sees all");
        if (!version.Schema.Contains(column)) return new VersionUse(version, "", null, $"it has no column '{column}'");
        try
        {
            Dataset data = await ReadAsync(version, options, cancellationToken).ConfigureAwait(false);
            long rows = await Task.Run(() => Count(data[column], ids, cancellationToken), cancellationToken).ConfigureAwait(false);
            return rows == 0 ? null : new VersionUse(version, why, rows);
        }
        catch (MlopsException e)
        {
            return new VersionUse(version, why, null, e.Message);
        }
    }

    private static long Count(Column column, HashSet<string> ids, CancellationToken cancellationToken)
    {
        long count = 0;
        for (int row = 0; row < column.Length; row++)
        {
            if (row % BatchRows == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!column.IsMissing(row) && ids.Contains(column.GetText(row))) count++;
        }

        return count;
    }
}
