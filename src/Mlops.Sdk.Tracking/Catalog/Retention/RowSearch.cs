using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Looks for rows by their ids in all of the catalog: in the dataset that they are of, in what was made of it, and in whatever has a column of the same name.</summary>
internal sealed class RowSearch(DataCatalog catalog, CatalogDocuments documents, HashSet<string> ids, DatasetOpenOptions? options)
{
    private const int BatchRows = DatasetFingerprint.BlockRows;
    private readonly List<(VersionUse Use, string Column)> _holding = [];
    private readonly HashSet<string> _looked = [];

    /// <summary>The versions that hold the rows, or may, and those of which nobody can say so.</summary>
    /// <param name="name">The dataset that the rows are of.</param>
    /// <param name="idColumn">The column that holds the ids; null for the one with the role Id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<(List<VersionUse> Holding, List<VersionUse> NotSearched)> RunAsync(string name, string? idColumn, CancellationToken cancellationToken)
    {
        HashSet<string> columns = new(StringComparer.OrdinalIgnoreCase);
        foreach (DatasetVersion version in await catalog.ListVersionsAsync(name, includeDeleted: true, cancellationToken).ConfigureAwait(false))
        {
            string column = idColumn ?? DataCatalog.IdOf(version);
            columns.Add(column);
            await AddAsync(version, column, "holds the rows", cancellationToken).ConfigureAwait(false);
        }

        await FollowAsync(cancellationToken).ConfigureAwait(false);
        List<VersionUse> notSearched = [];
        await foreach (DatasetVersion version in documents.ListAsync(CatalogKinds.Version, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (_looked.Contains(version.DocumentKey)) continue;
            string? column = version.Schema.Select(field => field.Name).FirstOrDefault(columns.Contains);
            if (column is null) notSearched.Add(new VersionUse(version, $"it has no column '{columns.FirstOrDefault()}', and does not say that it was made of {name}"));
            else if (version.ErasedAt is not null) notSearched.Add(new VersionUse(version, "its content was erased"));
            else await AddAsync(version, column, "holds the ids in a column of the same name", cancellationToken).ConfigureAwait(false);
        }

        await FollowAsync(cancellationToken).ConfigureAwait(false);
        List<VersionUse> holding = [.. _holding.Select(held => held.Use)];
        return (holding, [.. notSearched.Where(use => !_looked.Contains(use.Version.DocumentKey))]);
    }

    private async Task AddAsync(DatasetVersion version, string column, string why, CancellationToken cancellationToken)
    {
        _looked.Add(version.DocumentKey);
        if (await LookAsync(version, column, why, cancellationToken).ConfigureAwait(false) is { } use) _holding.Add((use, column));
    }

    // What was made of a version that holds the rows, and of what was made of that.
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < _holding.Count; i++)
        {
            (DatasetVersion parent, string column) = (_holding[i].Use.Version, _holding[i].Column);
            await foreach (DatasetVersion child in documents.ListAsync(CatalogKinds.Version, null, [new DocumentTermFilter("parent", [parent.Fingerprint])], cancellationToken).ConfigureAwait(false))
            {
                if (!_looked.Add(child.DocumentKey)) continue;
                string? same = child.Schema.Select(field => field.Name).FirstOrDefault(field => field.Equals(column, StringComparison.OrdinalIgnoreCase));
                if (await OfChildAsync(child, parent, column, same, cancellationToken).ConfigureAwait(false) is { } use) _holding.Add((use, same ?? column));
            }
        }
    }

    private async Task<VersionUse?> OfChildAsync(DatasetVersion child, DatasetVersion parent, string column, string? same, CancellationToken cancellationToken)
    {
        if (same is not null) return await LookAsync(child, same, $"made of {parent}, and holds the rows", cancellationToken).ConfigureAwait(false);
        // A column that was renamed keeps its role. Where the ids are not in it, it may hold other ids.
        if (child.Schema.WithRole(ColumnRole.Id).ToArray() is [var renamed] && await LookAsync(child, renamed.Name, $"made of {parent}, and holds the rows by its column '{renamed.Name}'", cancellationToken).ConfigureAwait(false) is { Problem: null } found) return found;
        return new VersionUse(child, $"made of {parent}, without the column '{column}', so it may hold them");
    }

    private async Task<VersionUse?> LookAsync(DatasetVersion version, string column, string why, CancellationToken cancellationToken)
    {
        if (version.ErasedAt is not null) return new VersionUse(version, "its content was erased, so it may have held them");
        if (await catalog.Guard.HidesAsync(version.Name, cancellationToken).ConfigureAwait(false)) return new VersionUse(version, "", null, "parts of it are hidden from who asks; an owner sees all");
        if (!version.Schema.Contains(column)) return new VersionUse(version, "", null, $"it has no column '{column}'");
        try
        {
            Dataset data = await catalog.ReadAsync(version, options, cancellationToken).ConfigureAwait(false);
            long rows = await Task.Run(() => Count(data[column], cancellationToken), cancellationToken).ConfigureAwait(false);
            return rows == 0 ? null : new VersionUse(version, why, rows);
        }
        catch (MlopsException e)
        {
            return new VersionUse(version, why, null, e.Message);
        }
    }

    private long Count(Column column, CancellationToken cancellationToken)
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
