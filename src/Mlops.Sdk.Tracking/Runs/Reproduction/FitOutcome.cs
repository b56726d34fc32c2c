namespace Mlops.Sdk;

/// <summary>What doing a fit again has shown.</summary>
public enum FitOutcome
{
    /// <summary>The same model, bit for bit.</summary>
    Same,

    /// <summary>Another model.</summary>
    Differs,

    /// <summary>It could not be done again.</summary>
    NotDone,
}
