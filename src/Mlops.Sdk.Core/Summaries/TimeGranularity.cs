namespace Mlops.Sdk;

/// <summary>The coarsest unit that all moments of a column are whole in.</summary>
public enum TimeGranularity
{
    /// <summary>Parts of a second.</summary>
    Fraction,

    /// <summary>Whole seconds.</summary>
    Second,

    /// <summary>Whole minutes.</summary>
    Minute,

    /// <summary>Whole hours.</summary>
    Hour,

    /// <summary>Days.</summary>
    Day,

    /// <summary>The first days of months.</summary>
    Month,

    /// <summary>The first days of years.</summary>
    Year,
}
