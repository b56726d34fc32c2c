namespace Mlops.Sdk.Numerics;

/// <summary>How the number of lagged changes in a test of Dickey and Fuller is chosen.</summary>
public enum LagSelection
{
    /// <summary>The one with the least criterion of Akaike.</summary>
    Akaike,

    /// <summary>The one with the least criterion of Schwarz.</summary>
    Schwarz,

    /// <summary>The greatest allowed.</summary>
    Fixed,
}
