using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Compares two versions: columns and blocks by their hashes, rows where these differ.</summary>
internal sealed class VersionComparison(SeenVersion left, SeenVersion right)
{
    private readonly DatasetVersion _before = left.Version, _after = right.Version;
    private readonly ImmutableDictionary<string, ColumnDetail> _beforeDetail = left.Detail, _afterDetail = right.Detail;

    public DatasetDiff Run(DatasetDiffOptions options, CancellationToken cancellationToken)
    {
        string[] common = [.. _after.Schema.Where(column => _before.Schema.IndexOf(column.Name) is var i and >= 0 && RowHashes.AreComparable(_before.Schema[i].Type, column.Type)).Select(column => column.Name)];
        string? key = options.KeyColumn ?? KeyOf();
        if (key is not null && !common.Contains(key)) key = null;
        List<Finding> findings = [];
        RowDifferences rows = Rows(key, common, options, cancellationToken);
        if (rows.Repeated > 0)
        {
            findings.Add(new Finding("CAT030", Severity.Warning, key, string.Create(CultureInfo.InvariantCulture, $"{rows.Repeated:N0} rows have a '{key}' that another row of their version has too, so rows were compared as a whole. Name a column that differs in every row as KeyColumn.")) { Title = "key that repeats", Value = rows.Repeated });
            key = null;
            rows = Rows(null, common, options, cancellationToken);
        }

        ImmutableArray<ColumnDiff> columns = [.. _after.Schema.Concat(_before.Schema.Where(column => !_after.Schema.Contains(column.Name))).Select(column => Diff(column.Name, key is null ? -1 : Array.IndexOf(common, column.Name), rows))];
        return new DatasetDiff(_before, _after, key, SchemaWords(), columns, rows, findings);
    }

    private RowDifferences Rows(string? key, string[] common, DatasetDiffOptions options, CancellationToken cancellationToken)
    {
        ColumnDetail?[] was = [.. common.Select(_beforeDetail.GetValueOrDefault)], now = [.. common.Select(_afterDetail.GetValueOrDefault)];
        return new RowComparer(left.Data, right.Data, key, common, block => was.Length > 0 && was.Zip(now).All(pair => SameBlock(pair.First, pair.Second, block)), options).Run(cancellationToken);
    }

    private static bool SameBlock(ColumnDetail? left, ColumnDetail? right, int block) =>
        left is not null && right is not null && block < left.Blocks.Count && block < right.Blocks.Count && left.Blocks[block] == right.Blocks[block];

    private string? KeyOf() =>
        _before.Schema.WithRole(ColumnRole.Id).ToArray() is [var was] && _after.Schema.WithRole(ColumnRole.Id).ToArray() is [var now] && was.Name == now.Name ? was.Name : null;

    private ColumnDiff Diff(string name, int compared, RowDifferences rows)
    {
        if (!_before.Schema.Contains(name)) return new ColumnDiff(name, ColumnDiffState.Added, null, null);
        if (!_after.Schema.Contains(name)) return new ColumnDiff(name, ColumnDiffState.Removed, null, null);
        if (_before.Schema[name].Type != _after.Schema[name].Type) return new ColumnDiff(name, ColumnDiffState.Retyped, null, compared < 0 ? null : rows.ByColumn[compared]);
        ColumnDetail? was = _beforeDetail.GetValueOrDefault(name), now = _afterDetail.GetValueOrDefault(name);
        // A column whose levels differ has another root and may have the same values.
        bool same = was is not null && now is not null && (was.Root == now.Root || (was.Blocks.Count > 0 && was.Blocks == now.Blocks));
        ValueList<int>? blocks = was is null || now is null || (was.Blocks.Count == 0 && now.Blocks.Count == 0 && !same) ? null
            : [.. Enumerable.Range(0, Math.Max(was.Blocks.Count, now.Blocks.Count)).Where(block => !SameBlock(was, now, block))];
        return new ColumnDiff(name, same ? ColumnDiffState.Same : ColumnDiffState.Changed, blocks, compared < 0 ? null : rows.ByColumn[compared]);
    }

    // A column that went and one that came with the same values in the same places are one column under another name.
    private ValueList<string> SchemaWords()
    {
        List<string> words = [.. SchemaChange.Between(_before.Schema, _after.Schema)];
        foreach (Field gone in _before.Schema.Where(column => !_after.Schema.Contains(column.Name)))
        {
            Field? came = _after.Schema.FirstOrDefault(column => !_before.Schema.Contains(column.Name) && column.Type == gone.Type && SameValues(gone.Name, column.Name));
            if (came is not null) words.Add($"column '{gone.Name}' is called '{came.Name}' now: their values are the same");
        }

        return [.. words];
    }

    private bool SameValues(string gone, string came) =>
        _beforeDetail.TryGetValue(gone, out ColumnDetail? was) && _afterDetail.TryGetValue(came, out ColumnDetail? now) && was.Blocks.Count > 0 && was.Blocks == now.Blocks;
}
