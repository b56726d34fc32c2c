namespace Mlops.Sdk.Numerics;

/// <summary>What is made of the distances to the nearest neighbors.</summary>
public enum NeighborStatistic
{
    /// <summary>The distance to the last of them.</summary>
    Largest,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their median.</summary>
    Median,
}
