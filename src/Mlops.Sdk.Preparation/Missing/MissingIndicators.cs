namespace Mlops.Sdk;

/// <summary>Which columns get a flag column beside them that says where a value was missing.</summary>
public enum MissingIndicators
{
    /// <summary>Columns in which enough rows were missing at fit (<see cref="MissingOptions.IndicatorFraction"/>).</summary>
    WhenMissing,

    /// <summary>No column.</summary>
    Never,

    /// <summary>Every column that is imputed, also those without a missing row at fit.</summary>
    Always,
}
