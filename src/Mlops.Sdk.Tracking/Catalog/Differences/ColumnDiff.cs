namespace Mlops.Sdk;

/// <summary>How a column differs between two versions.</summary>
/// <param name="Name">The column.</param>
/// <param name="State">What became of it.</param>
/// <param name="Blocks">How many blocks of 65,536 rows differ at their place; null where that is not known.</param>
/// <param name="Rows">In how many rows that both versions have, by their keys, its value differs; null where rows have no key.</param>
public sealed record ColumnDiff(string Name, ColumnDiffState State, ValueList<int>? Blocks, long? Rows);

/// <summary>What became of a column.</summary>
public enum ColumnDiffState
{
    /// <summary>All values are the same, in the same places.</summary>
    Same = 0,

    /// <summary>Values differ, or stand in other places.</summary>
    Changed = 1,

    /// <summary>Its values are of another type.</summary>
    Retyped = 2,

    /// <summary>Only the later version has it.</summary>
    Added = 3,

    /// <summary>Only the earlier version has it.</summary>
    Removed = 4,
}

/// <summary>A row that differs.</summary>
/// <param name="Key">Its key; null where rows have none.</param>
/// <param name="Before">Its number in the earlier version; null when it is not there.</param>
/// <param name="After">Its number in the later version; null when it is not there.</param>
/// <param name="Columns">The columns whose value differs, where it is in both.</param>
public sealed record RowDiff(string? Key, int? Before, int? After, ValueList<string> Columns);
