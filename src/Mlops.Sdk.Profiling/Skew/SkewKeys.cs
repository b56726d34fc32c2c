namespace Mlops.Sdk;

/// <summary>The columns that name a row, as one hash.</summary>
internal sealed class SkewKeys(Schema schema, IReadOnlyList<string> names)
{
    private readonly RowHasher _hasher = new(new Schema(names.Select(name => schema[name] with { Role = ColumnRole.Feature, Levels = null })));

    /// <summary>The hash of the key of every row; null for a row that lacks a part of it.</summary>
    public ulong?[] Of(Dataset batch)
    {
        var hashes = new ulong[batch.RowCount];
        _hasher.Hash(batch, hashes, default, default);
        Column[] columns = [.. names.Select(name => batch[name])];
        var keys = new ulong?[hashes.Length];
        for (int row = 0; row < keys.Length; row++) keys[row] = Array.Exists(columns, column => column.IsMissing(row)) ? null : hashes[row];
        return keys;
    }
}
