namespace Mlops.Sdk;

/// <summary>What two tests that ask the opposite say of a series: that of Dickey and Fuller (does it wander?) and that of Kwiatkowski, Phillips, Schmidt and Shin (does it stay?).</summary>
public enum Stationarity
{
    /// <summary>Too few steps with values, or none that differ.</summary>
    Unknown,

    /// <summary>It stays around one level.</summary>
    Stationary,

    /// <summary>It stays around a straight line that rises or falls.</summary>
    AroundTrend,

    /// <summary>It wanders: shocks last, and its past level says nothing of its next but where it is now.</summary>
    Wandering,

    /// <summary>The two tests do not agree: too few steps to tell, or a level that changed.</summary>
    Unclear,
}
