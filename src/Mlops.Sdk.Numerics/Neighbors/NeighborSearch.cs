namespace Mlops.Sdk.Numerics;

/// <summary>How nearest neighbors are looked for. The answer is the same to the bit.</summary>
public enum NeighborSearch
{
    /// <summary>By a tree where it was measured to be faster, otherwise by scanning.</summary>
    Automatic,

    /// <summary>By a tree: about log n for each query in few dimensions, all points in many.</summary>
    Tree,

    /// <summary>By comparing with every point, eight at a time.</summary>
    Scan,
}
