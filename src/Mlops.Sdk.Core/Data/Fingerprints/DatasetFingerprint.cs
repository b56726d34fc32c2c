using System.Collections.Immutable;
using System.Diagnostics;

namespace Mlops.Sdk;

/// <summary>What tells one dataset from another: a Merkle tree of SHA-256 over blocks of 65,536 rows of each column.</summary>
/// <remarks>
/// Equal column names, types, levels and values in equal order give an equal fingerprint, however the dataset was built, and a different one otherwise; roles do not count. All NaN are one value, -0 and 0 are two.
/// Where two fingerprints differ, the columns and their blocks tell where. Rows added at the end leave the full blocks before them as they were.
/// </remarks>
[DebuggerDisplay("{Root}")]
public sealed class DatasetFingerprint : IEquatable<DatasetFingerprint>
{
    /// <summary>The rows in a block.</summary>
    public const int BlockRows = 65536;

    internal DatasetFingerprint(int rowCount, ImmutableArray<ColumnFingerprint> columns)
    {
        RowCount = rowCount;
        Columns = columns;
        Root = FingerprintHash.Root(rowCount, columns);
    }

    /// <summary>The hash of the whole dataset, 64 lower-case hexadecimal digits.</summary>
    public string Root { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The columns in their order.</summary>
    public ImmutableArray<ColumnFingerprint> Columns { get; }

    /// <summary>The names of the columns that are not the same in both: changed, added or removed.</summary>
    /// <param name="other">The fingerprint of another version.</param>
    public IReadOnlyList<string> ChangedColumns(DatasetFingerprint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var roots = other.Columns.ToDictionary(column => column.Name, column => column.Root, StringComparer.Ordinal);
        IEnumerable<string> changed = Columns.Where(column => !roots.Remove(column.Name, out string? root) || root != column.Root).Select(column => column.Name).ToArray();
        return [.. changed, .. other.Columns.Select(column => column.Name).Where(roots.ContainsKey)];
    }

    /// <inheritdoc/>
    public bool Equals(DatasetFingerprint? other) => other is not null && Root == other.Root;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DatasetFingerprint);

    /// <inheritdoc/>
    public override int GetHashCode() => Root.GetHashCode(StringComparison.Ordinal);

    /// <summary>The hash of the whole dataset.</summary>
    public override string ToString() => Root;
}
