using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Compares two versions: columns and blocks by their hashes, rows where these differ.</summary>
internal sealed class VersionComparison(DatasetVersion before, DatasetVersion after, ImmutableDictionary<string, ColumnDetail> beforeDetail, ImmutableDictionary<string, ColumnDetail> afterDetail)
{
    public DatasetDiff Run(Dataset old, Dataset now, DatasetDiffOptions options, CancellationToken cancellationToken)
    {
        string[] common = [.. after.Schema.Where(column => before.Schema.IndexOf(column.Name) is var i and >= 0 && RowHashes.AreComparable(before.Schema[i].Type, column.Type)).Select(column => column.Name)];
        string? key = options.KeyColumn ?? KeyOf();
        if (key is not null && !common.Contains(key)) key = null;
        List<Finding> findings = [];
        RowDifferences rows = Rows(old, now, key, common, options, cancellationToken);
        if (rows.Repeated > 0)
        {
            findings.Add(new Finding("CAT030", Severity.Warning, key, string.Create(CultureInfo.InvariantCulture, $"{rows.Repeated:N0} rows have a '{key}' that another row of their version has too, so rows were compared as a whole. Name a column that differs in every row as KeyColumn.")) { Title = "key that repeats", Value = rows.Repeated });
            key = null;
            rows = Rows(old, now, null, common, options, cancellationToken);
        }

        ImmutableArray<ColumnDiff> columns = [.. after.Schema.Concat(before.Schema.Where(column => !after.Schema.Contains(column.Name))).Select(column => Diff(column.Name, key is null ? -1 : Array.IndexOf(common, column.Name), rows))];
        return new DatasetDiff(before, after, key, SchemaWords(), columns, rows, findings);
    }

    private RowDifferences Rows(Dataset old, Dataset now, string? key, string[] common, DatasetDiffOptions options, CancellationToken cancellationToken)
    {
        ColumnDetail?[] left = [.. common.Select(beforeDetail.GetValueOrDefault)], right = [.. common.Select(afterDetail.GetValueOrDefault)];
        return new RowComparer(old, now, key, common, block => left.Length > 0 && left.Zip(right).All(pair => SameBlock(pair.First, pair.Second, block)), options).Run(cancellationToken);
    }

    private static bool SameBlock(ColumnDetail? left, ColumnDetail? right, int block) =>
        left is not null && right is not null && block < left.Blocks.Count && block < right.Blocks.Count && left.Blocks[block] == right.Blocks[block];

    private string? KeyOf() =>
        before.Schema.WithRole(ColumnRole.Id).ToArray() is [var left] && after.Schema.WithRole(ColumnRole.Id).ToArray() is [var right] && left.Name == right.Name ? left.Name : null;

    private ColumnDiff Diff(string name, int compared, RowDifferences rows)
    {
        if (!before.Schema.Contains(name)) return new ColumnDiff(name, ColumnDiffState.Added, null, null);
        if (!after.Schema.Contains(name)) return new ColumnDiff(name, ColumnDiffState.Removed, null, null);
        if (before.Schema[name].Type != after.Schema[name].Type) return new ColumnDiff(name, ColumnDiffState.Retyped, null, compared < 0 ? null : rows.ByColumn[compared]);
        ColumnDetail? left = beforeDetail.GetValueOrDefault(name), right = afterDetail.GetValueOrDefault(name);
        // A column whose levels differ has another root and may have the same values.
        bool same = left is not null && right is not null && (left.Root == right.Root || (left.Blocks.Count > 0 && left.Blocks == right.Blocks));
        ValueList<int>? blocks = left is null || right is null || (left.Blocks.Count == 0 && right.Blocks.Count == 0 && !same) ? null
            : [.. Enumerable.Range(0, Math.Max(left.Blocks.Count, right.Blocks.Count)).Where(block => !SameBlock(left, right, block))];
        return new ColumnDiff(name, same ? ColumnDiffState.Same : ColumnDiffState.Changed, blocks, compared < 0 ? null : rows.ByColumn[compared]);
    }

    // A column that went and one that came with the same values in the same places are one column under another name.
    private ValueList<string> SchemaWords()
    {
        List<string> words = [.. SchemaChange.Between(before.Schema, after.Schema)];
        foreach (Field gone in before.Schema.Where(column => !after.Schema.Contains(column.Name)))
        {
            Field? came = after.Schema.FirstOrDefault(column => !before.Schema.Contains(column.Name) && column.Type == gone.Type && SameValues(gone.Name, column.Name));
            if (came is not null) words.Add($"column '{gone.Name}' is called '{came.Name}' now: their values are the same");
        }

        return [.. words];
    }

    private bool SameValues(string gone, string came) =>
        beforeDetail.TryGetValue(gone, out ColumnDetail? left) && afterDetail.TryGetValue(came, out ColumnDetail? right) && left.Blocks.Count > 0 && left.Blocks == right.Blocks;
}
