namespace Mlops.Sdk;

/// <summary>How one value stands to another.</summary>
public enum Comparison
{
    /// <summary>The left value is below the right one.</summary>
    Less,

    /// <summary>The left value is at most the right one.</summary>
    LessOrEqual,

    /// <summary>The values are equal.</summary>
    Equal,

    /// <summary>The values differ.</summary>
    NotEqual,

    /// <summary>The left value is at least the right one.</summary>
    GreaterOrEqual,

    /// <summary>The left value is above the right one.</summary>
    Greater,
}
