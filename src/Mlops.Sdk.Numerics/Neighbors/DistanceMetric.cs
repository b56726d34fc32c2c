namespace Mlops.Sdk.Numerics;

/// <summary>A distance of points.</summary>
public enum DistanceMetric
{
    /// <summary>The square root of the sum of squared differences.</summary>
    Euclidean,

    /// <summary>The sum of absolute differences.</summary>
    Manhattan,

    /// <summary>The greatest absolute difference.</summary>
    Chebyshev,
}
