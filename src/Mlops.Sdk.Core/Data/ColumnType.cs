namespace Mlops.Sdk;

/// <summary>What the values of a column are.</summary>
public enum ColumnType
{
    /// <summary>Floating-point numbers (<see cref="double"/>).</summary>
    Number,

    /// <summary>Whole numbers, exact to 64 bits (<see cref="long"/>).</summary>
    Integer,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>One of a known list of levels, held as codes into that list.</summary>
    Category,

    /// <summary>Free text, held as UTF-8.</summary>
    Text,

    /// <summary>A moment in time, held as ticks of 100 nanoseconds; offsets are converted to UTC on the way in.</summary>
    Timestamp,
}
