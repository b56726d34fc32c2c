namespace Mlops.Sdk.Numerics;

/// <summary>What a stationarity test takes out of a series before it looks at the rest.</summary>
public enum DeterministicTerms
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A constant.</summary>
    Constant,

    /// <summary>A constant and a straight line.</summary>
    Linear,

    /// <summary>A constant, a straight line and a parabola.</summary>
    Quadratic,
}
