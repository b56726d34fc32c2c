namespace Mlops.Sdk.Numerics;

/// <summary>Which steps there are from one value to the next.</summary>
[Flags]
public enum OrderSteps
{
    /// <summary>No step: fewer than two values.</summary>
    None = 0,

    /// <summary>A value is above the one before it.</summary>
    Rise = 1,

    /// <summary>A value is below the one before it.</summary>
    Fall = 2,

    /// <summary>A value equals the one before it.</summary>
    Tie = 4,
}
