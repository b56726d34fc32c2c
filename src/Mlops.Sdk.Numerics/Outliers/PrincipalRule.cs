namespace Mlops.Sdk.Numerics;

/// <summary>What the distances along principal axes are made into.</summary>
public enum PrincipalRule
{
    /// <summary>The sum over all axes of the squared coordinate divided by the variance (Shyu et al. 2003): how unusual a point is along any of them.</summary>
    Standardized,

    /// <summary>The squared distance from the space of the axes that hold most of the variance: what they cannot reconstruct.</summary>
    Reconstruction,

    /// <summary>The sum over all axes of the distance to the end of the unit axis, divided by its share of variance, as PyOD defines it. It depends on which way an axis points; for comparison only.</summary>
    AxisDistance,
}
