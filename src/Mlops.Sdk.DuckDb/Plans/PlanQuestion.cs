namespace Mlops.Sdk;

/// <summary>What has to be found out of a column before its type is settled.</summary>
internal enum PlanQuestion
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Whether strings are a category or text, and the levels.</summary>
    TextOrCategory,

    /// <summary>The levels of a declared category.</summary>
    Levels,

    /// <summary>Whether whole numbers fit into 64 bits.</summary>
    IntegerOrNumber,
}
