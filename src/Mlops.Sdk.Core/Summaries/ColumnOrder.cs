namespace Mlops.Sdk;

/// <summary>In what order the values of a column come, row after row.</summary>
public enum ColumnOrder
{
    /// <summary>Some values are above the one before them and some below.</summary>
    Unordered,

    /// <summary>No value is below the one before it; some are equal.</summary>
    Increasing,

    /// <summary>Each value is above the one before it.</summary>
    StrictlyIncreasing,

    /// <summary>No value is above the one before it; some are equal.</summary>
    Decreasing,

    /// <summary>Each value is below the one before it.</summary>
    StrictlyDecreasing,

    /// <summary>All values are equal.</summary>
    Constant,
}
